"""What the commands do and print; imported only by the command that needs it."""
