"""What if: policies compared on the same people with the same luck, and how sure that is."""
