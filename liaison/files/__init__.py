"""Cellar: attachments, kept encrypted, in quarantine until they were looked at.

Who may come in: rooms above add and hand on files by id. What leaves: content to people who may
hold the thing it belongs to; sealed parts to exchange.
"""
