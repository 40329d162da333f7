"""Only what crosses rooms: walks in a browser for two, import contracts, privacy sweep, budgets."""
