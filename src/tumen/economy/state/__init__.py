"""What the state decides, pays, hands out and checks."""
