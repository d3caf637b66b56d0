"""Which worlds agree with the evidence: beliefs, reports, likelihood, fits and what follows from them."""
