"""What the command line refuses by itself, before any room is asked."""

from pathlib import Path


class HomeRefused(Exception):
    """The folder cannot become the home of a new bureau; nothing was changed."""

    def __init__(self, home: Path, reason: str) -> None:
        """Keep folder and reason."""
        super().__init__(home, reason)
        self.home = home
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.home}: {self.reason}"


class PortTaken(Exception):
    """Another program listens there."""

    def __init__(self, host: str, port: int, setting: str) -> None:
        """Keep address and the setting to change."""
        super().__init__(host, port, setting)
        self.host, self.port, self.setting = host, port, setting

    def __str__(self) -> str:
        return (
            f"port {self.port} on {self.host} is taken by another program: "
            f"stop it or choose another port ({self.setting})"
        )
