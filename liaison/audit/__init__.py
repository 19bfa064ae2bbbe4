"""What happened here, for ever: an append-only log of salted commitments beside erasable words.

Who may come in: every room records in its own transaction; the sequencer puts the entries into
the tree within a second. What leaves: pages of entries, signed checkpoints, a verdict on the
whole log. The log knows people and organisations as plain text only.

Four tables. `Leaf`: when, and a commitment to what; never changed. `Payload`: the words and the
salt that open the commitment; may be erased, never changed. `Sequenced`: the place of a leaf in
the tree; never changed. `Checkpoint`: the tree's root at a size, signed; never changed. A fifth,
`Waiting`, is the sequencer's basket: rows come and go, and nothing is proved by them.
"""
