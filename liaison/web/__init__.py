"""The staff site: pages for people who sit in a chair of this bureau.

Who may come in: browsers, signed in. What leaves: HTML. Here services are called and their
refusals become words; nothing here decides, and nothing here touches a table.
"""
