"""Landing: a question about a document, its possible matches, and what their owners say.

Who may come in: doors above ask through services and read through selectors; rooms above read
hits as rows with states. What leaves: nothing for a check, which is silent; a question to the
owner of one record when an officer asks for confirmation, the answer to theirs, the outcome.
"""
