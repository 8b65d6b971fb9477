"""What the demonstration asks people to do: the scans of scikit-learn, or a recorded job.

The 1,797 scans are 8 by 8 pixel images of digits that 43 people wrote by hand (E. Alpaydin,
C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning Repository, 1998). They
ship with scikit-learn, with what each writer meant.
"""

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path

import click
from PIL import Image
from sklearn.datasets import load_digits

from ouvrage.client.projects import Example, Instructions, Option, ProjectFields

SIDE = 128
GREYS = 16
PAIR_COLUMNS = {"left_name", "left_price", "right_name", "right_price"}


DIGIT_INSTRUCTIONS = Instructions(
    goal="Say which digit a person wrote.",
    steps=["Look at the scan.", "Choose the digit that the writer most likely meant."],
    good_examples=[
        Example(text="A round shape with no gap: 0.", why="Nothing else is round."),
        Example(text="A stroke with a short flag: 1.", why="A 7 has a long bar."),
    ],
    bad_examples=[
        Example(text="Choosing 1 for every thin digit.", why="A thin 7 keeps its bar."),
        Example(text="Choosing at random when in doubt.", why="The likelier digit helps."),
    ],
    criteria=["The digit chosen is one that the scan can be read as."],
    edge_cases=["Between two digits, the likelier one is right, even if not certain."],
)
LABEL_INSTRUCTIONS = Instructions(
    goal="Say which label fits what is shown.",
    steps=["Read what is shown.", "Choose the label that fits."],
    good_examples=[
        Example(text="Same maker, same model, other colour.", why="Look at the number."),
        Example(text="One name is shorter.", why="Compare what both name."),
    ],
    bad_examples=[
        Example(text="Deciding by the price alone.", why="Prices of one article differ."),
        Example(text="Deciding by the maker alone.", why="Makers sell many articles."),
    ],
    criteria=["The label follows from what is shown."],
    edge_cases=["A part of an article is not the article."],
)


@dataclass(frozen=True, slots=True)
class Job:
    """A project to create, its data file and media, and what is true of each row."""

    fields: ProjectFields
    instructions: Instructions
    data: Path
    media: Path | None
    external_id: str
    truth: Mapping[str, str]
    positive: str


def digits(folder: Path) -> Job:
    """The scans as PNG files and a CSV beside them in `folder`."""
    scans = load_digits()
    pictures = folder / "scans"
    pictures.mkdir(parents=True, exist_ok=True)
    names = [f"{number:04d}.png" for number in range(len(scans.images))]
    for name, scan in zip(names, scans.images, strict=True):
        grey = Image.fromarray((255 - scan * 255 / GREYS).astype("uint8"))
        grey.resize((SIDE, SIDE), Image.Resampling.BICUBIC).save(pictures / name)
    data = folder / "digits.csv"
    with data.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["scan", "image"], *([name[:-4], name] for name in names)])
    return Job(
        fields=ProjectFields(
            title="Which digit do you read?",
            purpose="Check how well a reader of postal codes recognises handwriting.",
            end_client="Demonstration Lab",
            ai_function="preparation",
            data_categories=["public_images"],
            contact="requester@demo.example",
            languages=["en", "fr"],
            preset="image_classification",
            question="Which digit do you read?",
            options=[str(digit) for digit in range(10)],
            reward="0.025",
            time_estimate_seconds=4,
            answers_per_task=3,
        ),
        instructions=DIGIT_INSTRUCTIONS,
        data=data,
        media=pictures,
        external_id="scan",
        truth={
            name[:-4]: str(digit) for name, digit in zip(names, scans.target.tolist(), strict=True)
        },
        positive="",
    )


def pictures_by_content(folder: Path) -> dict[str, str]:
    """The scan's identifier by its pixels: how a simulated person recognises what is on screen."""
    return {pixels(path.read_bytes()): path.stem for path in folder.glob("*.png")}


def pixels(picture: bytes) -> str:
    """A hash of what the picture shows, whatever it was encoded as."""
    with Image.open(BytesIO(picture)) as image:
        return hashlib.sha256(image.convert("L").tobytes()).hexdigest()


def recorded(folder: Path, labels: Mapping[str, object]) -> Job:
    """The job whose answers were recorded in `folder`; `labels` are all labels anybody gave."""
    data, truth = folder / "items.csv", read_column(folder / "truth.csv", "label")
    columns = _header(data)
    if "task" not in columns:
        raise click.ClickException("items.csv has no column “task”. It names the rows.")
    pairs = columns >= PAIR_COLUMNS
    question = "Are these two shop articles the same?" if pairs else "Which label fits?"
    words = {"0": "Different", "1": "The same"} if pairs else {}
    options = [Option(value=label, label=words.get(label, label)) for label in sorted(labels)]
    shown = sorted(columns - {"task"})
    return Job(
        fields=ProjectFields(
            title=question,
            purpose="Measure how well recorded answers find what is true.",
            end_client="Demonstration Lab",
            ai_function="preparation",
            data_categories=["commercial" if pairs else "other"],
            contact="requester@demo.example",
            languages=["en"],
            template=_template(question, shown, pairs, options),
            reward="0.075",
            time_estimate_seconds=12,
        ),
        instructions=LABEL_INSTRUCTIONS,
        data=data,
        media=None,
        external_id="task",
        truth=truth,
        positive="1" if set(labels) == {"0", "1"} else "",
    )


def _template(question: str, columns: list[str], pairs: bool, options: list[Option]) -> str:
    if pairs:
        shown = "".join(
            f'<section><h3>{title}</h3><p class="text" dir="auto">{{{{ task.input.{side}_name }}}}'
            f"</p><p>{{{{ task.input.{side}_price }}}}</p></section>"
            for side, title in (("left", "First article"), ("right", "Second article"))
        )
        shown = f'<div class="pair">{shown}</div>'
    else:
        rows = "".join(
            f'<dt>{name}</dt><dd dir="auto">{{{{ task.input["{name}"] }}}}</dd>' for name in columns
        )
        shown = f"<dl>{rows}</dl>"
    choices = "".join(
        '<label class="choice"><input type="radio" name="label" required'
        f' value="{escape(option["value"])}"> {escape(option["label"])}</label>'
        for option in options
    )
    return (
        f'<p class="prompt">{question}</p>{shown}'
        f'<fieldset class="choices"><legend>Your answer</legend>{choices}</fieldset>'
    )


def _header(path: Path) -> set[str]:
    with path.open(newline="", encoding="utf-8") as file:
        return set(next(csv.reader(file), []))


def read_column(path: Path, column: str) -> dict[str, str]:
    """The column's value for each `task` of the file."""
    with path.open(newline="", encoding="utf-8") as file:
        return {row["task"]: row[column] for row in csv.DictReader(file)}
