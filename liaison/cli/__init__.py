"""The command line: `liaison` and what it can be told; `liaison --help` lists it."""
