"""The doors for machines: other bureaus' nodes today, agencies' systems later."""
