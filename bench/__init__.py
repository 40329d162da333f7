"""Benchmarks. Each package has a README: what is measured, against what, how to repeat it."""
