"""The mine, its plant and the mills that take its concentrate."""
