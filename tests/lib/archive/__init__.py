"""Tests of the archive library: pure, no database."""
