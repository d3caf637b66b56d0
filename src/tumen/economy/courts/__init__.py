"""Courts and camps: custody, public trials and where sentences are served."""
