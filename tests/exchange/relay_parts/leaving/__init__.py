"""Lyon is the relay of Suva, which is down, and we leave a file with it."""
