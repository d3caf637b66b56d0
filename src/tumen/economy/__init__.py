"""Who does what: a folder is an actor, a file is one mechanism."""
