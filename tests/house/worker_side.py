"""Which messages a worker can see, told by the place of the source that says them.

English and French hold every message. The other languages of the portal hold these only, because
pages for requesters, reviewers and operators exist in English and French alone
(`web/shell/middleware.py`). `FIRST` is what somebody meets on the way to a first answer: a language
in which it is not there is not offered.
"""

from pathlib import Path

from babel.messages.catalog import Message

from tests.house import borrowed

# Folders end in a slash, files do not.
FIRST = (
    borrowed.PLACE,
    "taskui/lowering/",
    "taskui/widgets/",
    "web/public/templates/public/home.html",
    "web/shell/accounts.py",
    "web/shell/elements.py",
    "web/shell/templates/400.html",
    "web/shell/templates/403.html",
    "web/shell/templates/404.html",
    "web/shell/templates/500.html",
    "web/shell/templates/account/",
    "web/shell/templates/shell/base.html",
    "web/shell/templates/shell/form_too_old.html",
    "web/shell/templates/shell/parts/",
    "web/shell/templates/shell/profile.html",
    "web/shell/templates/shell/refusal.html",
    "web/shell/templatetags/",
    "web/worker/choices.py",
    "web/worker/templates/worker/assignment.html",
    "web/worker/templates/worker/check.html",
    "web/worker/templates/worker/closed.html",
    "web/worker/templates/worker/instructions.html",
    "web/worker/templates/worker/nothing_left.html",
    "web/worker/templates/worker/offers.html",
    "web/worker/templates/worker/order.html",
    "web/worker/templates/worker/parts/",
    "web/worker/templates/worker/project.html",
    "web/worker/templates/worker/undrawable.html",
    "web/worker/views/tasks.py",
    "web/worker/words.py",
    "work/rules/",
)
LATER = (
    "base/errors.py",
    "pay/errors.py",
    "pay/papers.py",
    "pay/queries/statuses.py",
    "pay/rails/",
    "pay/rules/",
    "pay/schemes/",
    "people/errors.py",
    "people/rules/",
    "rights/errors.py",
    "rights/letters.py",
    "rights/rules.py",
    "rights/subjects/",
    "rights/templates/",
    "skills/errors.py",
    "skills/rules/",
    "taskui/errors.py",
    "voice/",
    "web/public/templates/public/about.html",
    "web/public/templates/public/requester.html",
    "web/shell/",
    "web/worker/",
    "work/errors.py",
)
NOT = ("voice/personal.py", "web/shell/templates/shell/organisation_new.html")
ROOT = "src/ouvrage/"


def places(message: Message) -> list[tuple[str, int]]:
    """Where pages and letters of workers say it; empty for what others alone read."""
    return [(place, line) for place, line in message.locations if _is_among(place, FIRST + LATER)]


def is_first(message: Message) -> bool:
    """Whether it stands on the way to a first answer."""
    return any(_is_among(place, FIRST) for place, _line in message.locations)


def _is_among(place: str, listed: tuple[str, ...]) -> bool:
    inside = Path(place).as_posix().removeprefix(ROOT)
    return inside not in NOT and any(
        inside.startswith(name) if name.endswith("/") else inside == name for name in listed
    )
