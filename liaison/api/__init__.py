"""The doors for machines: other bureaus' nodes, and agencies' systems."""
