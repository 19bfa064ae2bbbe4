"""What is said about the bureau to those who watch that it works; nothing of what it does."""
