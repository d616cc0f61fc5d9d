"""Every change made durable a moment after it was made, and brought back after a crash."""
