"""What the benchmarks share: figures, a load, servers, couples with a past, throw-away environments."""
