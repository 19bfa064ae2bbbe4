"""Who may do what: every address and operation, tried from every chair with real things."""
