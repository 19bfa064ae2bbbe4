"""The kinds of notice, and how what is asked travels: closed lists.

Values are stored and sent abroad, therefore they never change.
"""

import enum


class NoticeKind(enum.StrEnum):
    """What a notice or diffusion is for: Rules on the Processing of Data, Arts 82 to 96."""

    RED = "red"
    BLUE = "blue"
    GREEN = "green"
    YELLOW = "yellow"
    BLACK = "black"
    PURPLE = "purple"
    ORANGE = "orange"
    STOLEN_ART = "stolen_work_of_art"
    UN_SPECIAL = "un_special"
    SILVER = "silver"


class Instrument(enum.StrEnum):
    """A notice is published by the General Secretariat, a diffusion sent by a bureau: Art. 1."""

    NOTICE = "notice"
    DIFFUSION = "diffusion"


class Requester(enum.StrEnum):
    """Who may ask for one."""

    BUREAU = "national_central_bureau"
    SECRETARIAT = "general_secretariat"
    TRIBUNAL = "international_tribunal"
    UN_COMMITTEE = "un_committee"
    PARTNER = "partner"


class PersonStatus(enum.StrEnum):
    """What somebody is in the matter: Art. 44 [K]."""

    CONVICTED = "convicted"
    CHARGED = "charged"
    SUSPECT = "suspect"
    OF_INTEREST = "criminal_history_or_police_interest"
    WITNESS = "witness"
    VICTIM = "victim"
    MISSING = "missing"
    UNIDENTIFIED_PERSON = "unidentified_person"
    UNIDENTIFIED_BODY = "unidentified_body"
    POSSIBLE_THREAT = "possible_threat"
    UN_SANCTIONED = "un_sanctioned"


class WantedFor(enum.StrEnum):
    """Why somebody is to be arrested: Art. 83(1)(b)."""

    PROSECUTION = "prosecution"
    SENTENCE = "sentence"


class PublicExtract(enum.StrEnum):
    """Whether the public may see an extract."""

    IF_REQUESTER_AGREES = "if_requester_agrees"
    POSSIBLE = "possible"
    RARE = "rare"
    NEVER = "never"
    ALWAYS = "always"
