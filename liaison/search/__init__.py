"""Cellar: names and numbers of what rooms hold, and the candidates for a question.

Who may come in: rooms push names of their things with a reference and ask for candidates. What
leaves: references with explanations, never the things themselves.
"""
