"""Directions in templates: `{{ name|isolate }}`, a builtin; needed inside `blocktranslate`."""

from django import template

from liaison.web.isolating import isolate

register = template.Library()
register.filter("isolate", isolate)
