"""From a scenario's name to results, in memory or in a folder, stoppable and continued."""
