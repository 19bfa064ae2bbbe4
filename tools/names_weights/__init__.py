"""How the figures of names are learned: costs of letters, logistic weights."""
