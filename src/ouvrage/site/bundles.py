"""An ES module and the neighbours it imports, as one module.

On a slow link each file costs a round trip, and a dozen small ones compress worse than one. Our
modules are written so that this needs no parser: `import { a, b } from "./other.js";` at the start
of a line, `export` only before a declaration, and nothing named twice at the top level.

>>> bundles({"a.js": 'import { b } from "./b.js";\\nb();\\n', "b.js": "export const b = 1;\\n"})
{'a.js': 'const b = 1;\\nb();\\n'}

A module for which that does not hold stays as it is, which works as well. What a module asks for
later, by `import("./other.js")`, stays a file of its own.
"""

import re
from collections import Counter
from collections.abc import Mapping

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_OTHER = re.compile(r"^(?:import\b(?!\()|export (?:default|\{|\*))", re.MULTILINE)
_COMMENT = re.compile(r"/\*\*.*?\*/", re.DOTALL)
_EXPORT = re.compile(r"^export ", re.MULTILINE)
_NAMED = re.compile(
    r"^(?:export )?(?:async )?(?:const|let|class|function\*?) (?:(\w+)|[\[{]([^\]}=]*)[\]}] =)",
    re.MULTILINE,
)


def bundles(modules: Mapping[str, str]) -> dict[str, str]:
    """Each module that no other imports, with everything it imports before it."""
    imported = {other for text in modules.values() for _, other in _IMPORT.findall(text)}
    found = {}
    for name in modules.keys() - imported:
        whole = _bundle(modules, _in_order(modules, name, {}))
        if whole is not None:
            found[name] = whole
    return found


def _bundle(modules: Mapping[str, str], order: list[str]) -> str | None:
    if len(order) < 2 or not all(name in modules for name in order):
        return None
    renamed = any(" as " in names for name in order for names, _ in _IMPORT.findall(modules[name]))
    texts = [_COMMENT.sub("", _IMPORT.sub("", modules[name])) for name in order]
    counts = Counter(name for text in texts for name in _names(text))
    defines = any("customElements.define(" in text for text in texts[:-1])
    if renamed or defines or any(map(_OTHER.search, texts)) or max(counts.values()) > 1:
        return None
    return "".join(_EXPORT.sub("", text) for text in texts)


def _in_order(modules: Mapping[str, str], name: str, seen: dict[str, None]) -> list[str]:
    """The names so that each comes after what it imports."""
    found: list[str] = []
    seen[name] = None
    for _, other in _IMPORT.findall(modules.get(name, "")):
        if other not in seen:
            found.extend(_in_order(modules, other, seen))
    return [*found, name]


def _names(text: str) -> list[str]:
    found: list[str] = []
    for one, several in _NAMED.findall(text):
        found.extend(part.split(":")[-1].strip() for part in ([one] if one else several.split(",")))
    return found
