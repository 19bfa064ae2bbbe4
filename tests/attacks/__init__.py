"""What somebody would try, by name: each file one kind of attack, who tries it, what stops it.

What a room refuses is tested with the room. Here stands what no single room can promise: tables
that are made from the addresses, forms, descriptions and doors there are, so that a new one is
attacked from the day it exists.

- `test_described_calls`: every call the description allows or forbids, by a machine with all
  rights or none. Shapes, one table of problems.
- `test_headers`: an answer that is kept, framed or taken for a script, by another site. One table
  of headers for each door.
"""
