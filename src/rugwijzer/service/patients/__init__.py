"""The path of somebody with an account: today, this week, her progress, her data."""
