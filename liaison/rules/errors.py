"""The refusals of the rules: of their data, and of deciding against them."""


class RulesRefusal(Exception):
    """Something about the rules was refused: nothing follows from it."""


class RulebookRefused(RulesRefusal):
    """The data of the rules says too much, too little or wrongly."""

    def __init__(self, place: str, reason: str) -> None:
        """Keep the place in the file and what is wrong there."""
        super().__init__(place, reason)
        self.place = place
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


class OverrideRefused(RulesRefusal):
    """Nobody may decide against this rule, or not this person, or not in this way."""

    def __init__(self, rule_id: str, reason: str) -> None:
        """Keep the rule and why it stands."""
        super().__init__(rule_id, reason)
        self.rule_id = rule_id
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.rule_id} stands: {self.reason}"
