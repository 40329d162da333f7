"""The same page as a bare Django view. Runs in a throw-away environment; Django is no dependency of ours."""
