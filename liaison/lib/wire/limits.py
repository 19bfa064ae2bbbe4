"""Every maximum of the wire, each with what it means in practice."""

# a manifest is routing and promises, never content: 32 KiB is about 200 addressees
MANIFEST_BYTES = 32 * 1024
# canonical JSON of one message's body; larger things are parts
BODY_BYTES = 48 * 1024
# manifest as base64url inside a JWS, body and salts, as base64url inside a JWE, and headers
SEALED_BYTES = 256 * 1024
CIPHERTEXT_CHARACTERS = 200 * 1024
# one request between bureaus
BATCH_BYTES = 1024 * 1024
BATCH_MESSAGES = 50
BATCH_RECEIPTS = 200
# JSON deeper than this is an attack on the parser, not a message
JSON_DEPTH = 24
# integers beyond this differ between JSON readers (RFC 8785 section 3.2.2.3, RFC 7493)
JSON_INTEGER = 2**53 - 1
# the last second of the year 9999: later moments have no date
MOMENT = 253_402_300_799
ADDRESSEES = 200
# files beside one message, each of at most 25 MB
PARTS = 20
PART_BYTES = 25 * 1024 * 1024
PART_NAME_CHARACTERS = 150
MEDIA_TYPE_CHARACTERS = 100
# three pieces are three quarters of a request
PIECE_BYTES = 192 * 1024
PIECES = 3
# secretstream: 24 bytes at the beginning, 17 for each chunk of 64 KiB
SEALED_PART_BYTES = 24 + PART_BYTES + 17 * (PART_BYTES // 65_536)
# signed tokens other than messages: delivery headers, receipts, statements
TOKEN_CHARACTERS = 16 * 1024
# 195 bureaus with keys, pins and their sub-bureaus
DIRECTORY_BYTES = 4 * 1024 * 1024
DIRECTORY_ENTRIES = 2000
KEYS_PER_USE = 12
# desks of one node, tenants included
DESKS = 40
# words of a parent about its sub-bureaus, and how long one holds: two years, one a leap year
WITHDRAWALS = 16
SCOPE_WORDS = 16
DELEGATION_SECONDS = 731 * 24 * 3600
PINS = 4
CERTIFICATE_CHARACTERS = 8 * 1024
ORGANISATION_CHARACTERS = 120
KIND_CHARACTERS = 60
WORDS_CHARACTERS = 200
HANDLING_CODES = 16
REASON_CHARACTERS = 300
# clocks of two bureaus may differ this much before a message is "from the future"
FUTURE_SECONDS = 300
# a message lives this long at most; duplicates are known for that and 30 days more
LIFE_SECONDS = 30 * 24 * 3600
