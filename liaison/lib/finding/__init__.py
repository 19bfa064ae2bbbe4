"""Bedrock: few out of millions in milliseconds, by words that are spelled almost alike.

Who may come in: anyone with keys, dates, words and numbers. What leaves: keys with a rank. It
knows no name, no record, no database and no clock; segments are arrays, in memory or in files.
"""
