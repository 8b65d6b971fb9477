"""The categories of a COCO file, numbered from 1 in the order in which pages offer them."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PointsCategory:
    """The category of things that are told by their points."""

    id: int
    name: str
    points: tuple[str, ...]


class Categories:
    """Numbers for labels and for questions with points, each given once."""

    def __init__(self) -> None:
        self._labels: dict[str, int] = {}
        self._points: dict[tuple[str, tuple[str, ...]], PointsCategory] = {}

    def offer(self, labels: Iterable[str]) -> None:
        """Labels that a page offers have a number, also where nobody used them."""
        for label in labels:
            self.of_label(label)

    def of_label(self, label: str) -> int:
        return self._labels.setdefault(label, self._next())

    def of_points(self, question: str, points: tuple[str, ...]) -> PointsCategory:
        """One for each question, and one more for each row that offers other points in it."""
        made = PointsCategory(self._next(), question, points)
        return self._points.setdefault((question, points), made)

    def listed(self) -> list[dict[str, object]]:
        """As the file has them."""
        plain = [_listed(number, name) for name, number in self._labels.items()]
        pointed = [
            _listed(one.id, one.name, keypoints=list(one.points), skeleton=[])
            for one in self._points.values()
        ]
        return plain + pointed

    def _next(self) -> int:
        return len(self._labels) + len(self._points) + 1


def _listed(number: int, name: str, **more: object) -> dict[str, object]:
    return {"id": number, "name": name, "supercategory": "", **more}
