"""The gate: peers, messages in and out, receipts. It carries; it does not read.

Who may come in: records and every room above queue messages and plug handlers. What leaves:
sealed bytes through a `Transport`, received bodies to the handler of one room, alarms as rows.
"""
