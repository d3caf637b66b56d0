"""Policing, campaigns and searches: who is stopped, and who is let go."""
