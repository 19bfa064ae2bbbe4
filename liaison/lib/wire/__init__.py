"""The wire between bureaus, profile 1: bytes in, facts out.

Seals, opens and verifies messages, delivery headers, receipts, statements and the trust directory.
Who may come in: exchange and the doors' commands. What leaves: frozen facts, sealed bytes, or a
named refusal. No network, no clock, no storage.
"""
