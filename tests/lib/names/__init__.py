"""Tests of the names library."""
