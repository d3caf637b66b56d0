"""How a day is computed: fast, and the same every time."""
