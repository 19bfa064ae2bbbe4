"""The gallery: every page of the staff site in a browser, in the states people meet it in.

What may come in: browsers, axe, the full house of `tests.web`. What leaves: failures that name
page, language, width, colours, rule and place; and pictures, when `make screenshots` asks.
"""
