"""The ledger: tree, proofs, commitments, checkpoints."""
