"""The API of agencies' systems, version 1: one file for each room, on the staff server.

A call comes with a machine key and carries that machine's permissions, never a session. Its
answers are JSON; every "no" is a problem of RFC 9457. Nothing here decides anything: services do.
"""
