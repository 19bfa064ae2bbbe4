"""Why data is processed and how carefully it is handled, as closed lists.

Values are stored and sent abroad, therefore they never change. The articles are from general
knowledge of the instrument, their wording not checked: [K].
"""

import enum
from typing import Final


class Purpose(enum.StrEnum):
    """Why data is processed: Rules on the Processing of Data, Art. 10(2), and three other uses."""

    SEARCH_WANTED = "search_wanted_person"
    LOCATE = "locate_person_or_object"
    INFORMATION = "investigation_or_criminal_history"
    WARN = "warn"
    IDENTIFY = "identify_person_or_body"
    FORENSIC = "forensic_analysis"
    SECURITY_CHECK = "security_check"
    ANALYSIS = "threats_trends_networks"
    # uses of another kind, for which queries are silent: Regulation (EU) 2019/817 Art. 9(5)
    ASYLUM = "asylum_application"
    VISA = "visa_application"
    SCREENING = "screening_of_applicants"


# what one bureau may ask another to do something for: Art. 10(2) and nothing else
REQUEST_PURPOSES: Final = (
    Purpose.SEARCH_WANTED,
    Purpose.LOCATE,
    Purpose.INFORMATION,
    Purpose.WARN,
    Purpose.IDENTIFY,
    Purpose.FORENSIC,
    Purpose.SECURITY_CHECK,
    Purpose.ANALYSIS,
)


class HandlingCode(enum.StrEnum):
    """How carefully something is to be handled, least first: Art. 112."""

    OFFICIAL_USE_ONLY = "official_use_only"
    RESTRICTED = "restricted"
    CONFIDENTIAL = "confidential"
