"""Comments in templates: the thread of a post, whether it takes more, and the public tally."""

from django import template

from blogsite.lib import markup
from comments import gates, tally, threads

register = template.Library()
register.filter("paragraphs", markup.paragraphs)
register.simple_tag(threads.front, name="thread")
register.simple_tag(tally.recent, name="tally")
register.simple_tag(gates.door, name="door")
