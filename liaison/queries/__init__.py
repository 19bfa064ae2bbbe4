"""Landing: questions about persons, documents and things, their possible matches, what owners say.

Who may come in: doors above ask through services and read through selectors; rooms above read
hits as rows with states. What leaves: nothing for a check of what is held here; a question to
other bureaus when the officer asks abroad while waiting, and our answers to theirs; a question to
the owner of one record for confirmation, the answer to theirs, the outcome.
"""
