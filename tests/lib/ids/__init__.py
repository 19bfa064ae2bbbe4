"""Tests of the numbers library: pure, no database."""
