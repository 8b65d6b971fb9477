"""Which other hosts a page loads files from, so that workers can be told before it does.

>>> sorted(loaded_hosts('<img src="https://Media.example.org:8443/a.png"><a href="https://x.org">x</a>'))
['media.example.org:8443']

A page may write an address in a way that is not seen here. The portal's content policy lets a task
load from the hosts that were found and from no other, so that nothing is loaded unseen.
"""

import re

_ADDRESS = re.compile(
    r"""\b(?:src|image)\s*+=\s*+["']?+\s*+(?:https?:)?//([^/"'\s>?#\\]++)""", re.IGNORECASE
)
_HOST = re.compile(r"[a-z0-9.-]+(?::[0-9]{1,5})?")


def loaded_hosts(html: str) -> frozenset[str]:
    """The hosts, with a port where one is named, from which the page loads images and sound."""
    return frozenset(filter(None, map(_host, _ADDRESS.findall(html))))


def _host(written: str) -> str:
    try:
        plain = written.lower().encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    return plain if _HOST.fullmatch(plain) else ""
