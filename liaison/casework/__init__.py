"""Hall: cases, requests abroad and from abroad, their clocks, tasks and transfers.

Who may come in: rooms and doors above read through selectors and write through services. What
leaves: requests, answers and refusals through exchange; drafts and notes never do.
"""
