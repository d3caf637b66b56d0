"""What a finished run is turned into: the brief, its figures, the comparison with facts, the ODD."""
