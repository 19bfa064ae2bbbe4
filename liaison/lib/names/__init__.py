"""Bedrock: is this the same name? Names in any script, compared part by part, with reasons.

Who may come in: anyone. What leaves: values; nothing here knows whose name it is, opens a file
at work, looks at a clock or at a network.
"""
