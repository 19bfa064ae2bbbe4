"""Mail to people, through a real line to a server that is able to lie."""
