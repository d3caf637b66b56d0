"""What every part shares: declarations of mechanisms, roles, measures and arithmetic."""
