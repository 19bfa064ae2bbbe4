"""Numbers on documents: machine readable zones, document numbers, codes of States.

Text comes in from a keyboard, a scanner or a file; frozen facts or a named refusal go out.
Whoever has the text may come in: nothing here reads a clock, a table or a network.
"""
