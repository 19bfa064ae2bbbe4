"""Days, periods and clocks: when something is due, and how a deadline stands.

Who may come in: anybody above; nothing here knows Django, a clock or a settings file. What
leaves: moments with a zone, clocks as values, refusals by name.
"""
