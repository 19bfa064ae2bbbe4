"""Plumbing without a police word: clock, settings of the node, jobs and their worker.

Who may come in: every room. What leaves: `now`, ids, refusals' root, settings, jobs.
"""
