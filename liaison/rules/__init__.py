"""Bedrock: what the law of processing police data says, as closed lists and pure functions.

Who may come in: every room and door. What leaves: values; nothing here knows a database, a clock
or a network.
"""
