"""Tests of the calendar library: pure, no database."""
