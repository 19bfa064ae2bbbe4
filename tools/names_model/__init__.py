"""How the tables of `liaison.lib.names.scripts` are made: a developer runs this, never a node."""
