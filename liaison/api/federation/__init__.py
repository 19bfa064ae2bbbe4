"""What other bureaus may call, on a listener of its own."""
