"""Posts: what the paper says."""
