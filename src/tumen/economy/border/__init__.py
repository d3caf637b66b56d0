"""The river: policing, private crossings and the brokers who live off them."""
