"""Ground floor: what is known about travel documents, who holds copies, and how copies come back.

Who may come in: queries and the doors above read through selectors and write through services.
What leaves: documents and withdrawals through exchange, to the bureaus on a document's
distribution list and to nobody else; erasure statements to the owner of a copy.
"""
