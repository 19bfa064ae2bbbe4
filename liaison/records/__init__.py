"""Ground floor: what is known about persons, documents and things, who holds copies, and recall.

Who may come in: queries and the doors above read through selectors and write through services.
What leaves: records and withdrawals through exchange, to the bureaus on a record's distribution
list and to nobody else; notes and corrections to its owner; erasure statements to the owner of a
copy.
"""
