"""`python -m liaison.lib.finding`: compile the kernels for this machine, once, at installation."""

from liaison.lib.finding.warming import warm

warm()
