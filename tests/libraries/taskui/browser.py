"""What a browser without JavaScript would send for a page, read with another parser than ours."""

from html.parser import HTMLParser


class _Sender(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self.select: tuple[str, bool] | None = None
        self.options: list[tuple[str, bool]] = []
        self.option: dict[str, str | None] | None = None
        self.text = ""
        self.area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        name = values.get("name") or ""
        if tag == "input":
            self._input(name, values)
        elif tag == "select":
            self.select, self.options = (name, "multiple" in values), []
        elif tag == "option":
            self.option, self.text = values, ""
        elif tag == "textarea":
            self.area, self.text = name, ""

    def _input(self, name: str, values: dict[str, str | None]) -> None:
        if values.get("type") in {"radio", "checkbox"}:
            if "checked" in values:
                self.send(name, values.get("value", "on") or "")
        else:
            self.send(name, values.get("value") or "")

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "option" and self.option is not None:
            written = self.option.get("value", " ".join(self.text.split())) or ""
            self.options.append((written, "selected" in self.option))
            self.option = None
        elif tag == "select" and self.select is not None:
            self._select(*self.select)
        elif tag == "textarea" and self.area is not None:
            text = self.text.removeprefix("\n")
            self.send(self.area, text.replace("\n", "\r\n"))
            self.area = None

    def _select(self, name: str, several: bool) -> None:
        chosen = [value for value, selected in self.options if selected]
        if several:
            for value in chosen:
                self.send(name, value)
        else:
            self.send(name, (chosen or [self.options[0][0]])[-1])
        self.select = None

    def send(self, name: str, value: str) -> None:
        if name:
            self.sent.setdefault(name, []).append(value)


def sent_by(page: str) -> dict[str, list[str]]:
    """The form data of the page as it stands."""
    sender = _Sender()
    sender.feed(page)
    sender.close()
    return sender.sent
