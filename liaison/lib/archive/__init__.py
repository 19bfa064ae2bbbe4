"""A backup as one sealed file: anybody may hold it, whoever has the recovery key opens it.

What comes in: a recovery key's public half, named parts, the key of the log that signs for them.
What leaves: bytes that open only as a whole. The form stands in `stream` and `parts`.
"""
