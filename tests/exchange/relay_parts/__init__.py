"""Files beside messages that go by way of a relay."""
