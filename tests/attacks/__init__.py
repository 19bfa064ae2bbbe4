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
- `test_paths_over_a_line`: addresses that climb out of the static files, byte by byte, over a
  socket to the server as it is started. WhiteNoise's own list of files.
- `test_lines_of_a_log`: words that forge a line or clear a screen, in everything a caller says to
  either server, read back from their logs. Values of listed keys, in ASCII.
- `test_two_kinds_in_one`: files that are a paper and a page or a script. Refused by content, drawn
  anew, or handed out as a download in a sandbox.
- `test_links_in_the_home`: links laid in the bureau's home. None is followed.
"""
