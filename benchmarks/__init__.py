"""Figures anybody can make again: each prints a table and writes var/bench/NAME.json."""
