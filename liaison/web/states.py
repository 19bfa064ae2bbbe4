"""Moved to `liaison.web.countries`: files called states hold enums and know no Django."""

from liaison.web.countries import state_name

__all__ = ["state_name"]
