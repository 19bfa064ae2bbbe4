"""Who: organisations, people, chairs, authority.

Who may come in: every room above, and the doors. What leaves: `Actor`, who is asking, from which
chair, with which permissions; organisations by id.
"""
