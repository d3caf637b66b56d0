"""Many runs that survive: plans, a store of results, any executor."""
