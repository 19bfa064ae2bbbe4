"""What a stranger wrote, in templates: `{{ name|isolate }}`, `{{ name|marked }}`; builtins.

`isolate` is needed inside `blocktranslate` and attributes, `marked` wherever an officer decides by
what is read; in a sentence first the one, then the other.
"""

from django import template

from liaison.web.isolating import isolate
from liaison.web.marking import marked

register = template.Library()
register.filter("isolate", isolate)
register.filter("marked", marked)
