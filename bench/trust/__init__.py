"""Under attack and under load: what docs/threats and the design promise, tried as hard as a machine can. See README.md."""
