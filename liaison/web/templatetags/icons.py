"""One icon of the sprite: a page of fifty rows has two hundred of them."""

from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

# these point or move to a side wherever they stand
_TURNING = frozenset(
    {"arrow-back-up", "arrow-down-left", "arrow-up-right", "logout", "message-reply", "send"}
)
# the sprite has fewer
_ICONS = 512


@register.simple_tag
def icon(name: str, label: str = "", *, turns: bool = False) -> SafeString:
    """Return the drawing of an icon; the component `c-icon` is this tag.

    Args:
        name: in `vendor/icons.svg`; the names stand in our templates and tables.
        label: what it says to who does not see it; "" where a word stands beside it.
        turns: whether it points the other way where people read from the right; some always do.
    """
    turns = bool(turns) or name in _TURNING
    if not label:
        return _quiet(name, turns=turns)
    return format_html(
        '<svg class="icon{}" role="img" aria-label="{}" focusable="false">'
        '<use href="{}#{}"></use></svg>',
        " flips" if turns else "",
        label,
        static("vendor/icons.svg"),
        name,
    )


@lru_cache(_ICONS)
def _quiet(name: str, *, turns: bool) -> SafeString:
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        " flips" if turns else "",
        static("vendor/icons.svg"),
        name,
    )
