"""The command line: `liaison init | serve | worker | demo | records | audit | user | trust`."""
