"""The mathematics of a log that cannot be rewritten unseen: commitments, tree, checkpoints.

In: bytes and hashes. Out: hashes, proofs and signed notes, or a named refusal. Nothing here
reads a clock, a database or a network, and nothing here belongs to this project: the tree is
RFC 9162 section 2.1, the notes are C2SP signed-note and tlog-checkpoint.
"""
