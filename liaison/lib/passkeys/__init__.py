"""Passkeys (W3C Web Authentication level 3): what a browser is asked, whether its answer proves.

Who may come in: identity, exchange and the doors. What leaves: options for a browser, facts, or a
named refusal. No database, no clock, no session, no network.
"""
