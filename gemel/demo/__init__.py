"""A couple with a year behind them, made through the same kernel that everybody else uses."""
