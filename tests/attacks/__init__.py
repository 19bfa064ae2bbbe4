"""What somebody would try, by name: each file one kind of attack, who tries it, what stops it.

What a room refuses is tested with the room. Here stands what no single room can promise: tables
that are made from the addresses, forms, descriptions and doors there are, so that a new one is
attacked from the day it exists.

- `test_described_calls`: every call the description allows or forbids, by a machine with all
  rights or none. Shapes, one table of problems.
- `test_headers`: an answer that is kept, framed or taken for a script, by another site. One table
  of headers for each door.
- `test_extra_fields`: forms and bodies that bring more than was asked, by an officer or a machine.
  Forms and shapes name what they take.
- `test_requests_bent`: another site's form, another host's name, a session or a token of somebody
  else's, an address that leads away. Tokens, one host, Django's rotation, one check of addresses.
- `test_reaching_out`: the node calls a place that a peer, an officer or a cloud named. A table of
  who dials out; the signed directory; no redirect, no proxy, pinned certificates.
- `test_exports`: cells that a spreadsheet runs, lines with two readings. Refused at the import.
- `test_words_that_deceive`: names, numbers and file names with hidden characters or a letter of
  another script, by a peer or an officer. Shown with a sign in their place; the word is marked.
- `test_secrets_told`: what logs, numbers, error pages and entries tell. A closed list of keys.
"""
