"""Tests of the pages of casework."""
