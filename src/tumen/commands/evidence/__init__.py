"""``tumen evidence``: what the commands on a case do and print."""
