"""Tests of the rules as code: a table of cases for each rule, and what holds for all of them."""
