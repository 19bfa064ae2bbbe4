"""The number of what is being answered, for error pages: `{% load traces %}`."""

from django import template

from liaison.core import request_ids

register = template.Library()


@register.simple_tag
def request_id() -> str:
    """Return the id under which this answer stands in the log, or ""."""
    return request_ids.current()
