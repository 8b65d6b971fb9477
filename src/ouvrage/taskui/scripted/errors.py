"""What a page with scripts of its own can be refused for, beside what any page can."""

from ouvrage.base.errors import Refusal


class ScriptFromElsewhere(Refusal):
    """The script on line {line} comes from another place. Put its text in the page itself."""

    code = "script_from_elsewhere"


class WidgetBesideScript(Refusal):
    """The element "{element}" on line {line} cannot stand in a page with scripts. Remove it."""

    code = "widget_beside_script"


class FileFromElsewhere(Refusal):
    """A page with scripts shows uploaded files only, not those of {host}. Upload them."""

    code = "file_from_elsewhere"
