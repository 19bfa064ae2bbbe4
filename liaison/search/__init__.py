"""Cellar: names and numbers of what rooms hold, and the candidates for a question.

Who may come in: rooms push names and numbers of their things with a reference, in the transaction
that writes the thing, and ask for candidates. What leaves: references with a score and its
reasons, never the things themselves. It knows no record: whether a thing may be shown is for the
room that pushed it to say.
"""
