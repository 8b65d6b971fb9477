"""The presets, in the order the gallery shows them."""

from ouvrage.base.words import N_
from ouvrage.taskui.presets.images import IMAGE_PRESETS
from ouvrage.taskui.presets.judgements import JUDGEMENT_PRESETS
from ouvrage.taskui.presets.preset import TABLE_COLUMNS_MAX, Option, Preset, PresetColumn
from ouvrage.taskui.presets.recordings import RECORDING_PRESETS
from ouvrage.taskui.presets.texts import TEXT_PRESETS

_IMAGE = PresetColumn("image", N_("The image: a file name, or an address"))
_TEXT = PresetColumn("text", N_("The text to judge"))
_IMAGE_ALT = N_("The image of this task")

GALLERY: tuple[Preset, ...] = (
    Preset(
        key="classification",
        title=N_("Text classification"),
        description=N_("People read a text and choose the one category that fits."),
        question=N_("Which category fits this text?"),
        columns=(_TEXT,),
        texts={"legend": N_("Category")},
        options=(
            Option("positive", N_("Positive")),
            Option("neutral", N_("Neutral")),
            Option("negative", N_("Negative")),
        ),
        samples=(
            {"text": "The parcel came a day early and nothing was broken."},
            {"text": "L’appareil chauffe et s’arrête au bout de dix minutes."},
        ),
    ),
    Preset(
        key="multilabel",
        title=N_("Several labels for a text"),
        description=N_("People read a text and tick every label that applies, or none."),
        question=N_("Which of these topics does the text speak of?"),
        columns=(_TEXT,),
        texts={"legend": N_("Topics: as many as apply, or none")},
        options=(
            Option("price", N_("Price")),
            Option("quality", N_("Quality")),
            Option("delivery", N_("Delivery")),
            Option("service", N_("Service")),
        ),
        samples=(
            {"text": "Cheap, but it took three weeks to arrive."},
            {"text": "وصل الطرد سريعا والجودة ممتازة"},
        ),
    ),
    Preset(
        key="entity_matching",
        title=N_("Are these two the same?"),
        description=N_("People compare two descriptions and say if both mean the same thing."),
        question=N_("Are these two the same product?"),
        columns=(
            PresetColumn("left", N_("The first description")),
            PresetColumn("right", N_("The second description")),
        ),
        texts={
            "first": N_("First"),
            "second": N_("Second"),
            "legend": N_("The same product?"),
        },
        options=(
            Option("same", N_("Yes, the same")),
            Option("different", N_("No, different")),
        ),
        options_min=2,
        samples=(
            {
                "left": "Tripod 130 cm aluminium, black, with bag",
                "right": "Aluminium camera tripod 1.3 m incl. carrying case",
            },
            {"left": "Ink cartridge 21 black", "right": "Ink cartridge 22 colour"},
        ),
    ),
    Preset(
        key="short_text",
        title=N_("Short text"),
        description=N_("People read a text and answer a question about it in their own words."),
        question=N_("In one or two sentences, what does this text say?"),
        columns=(PresetColumn("text", N_("The text the question is about")),),
        texts={},
        samples=(
            {"text": "The bridge will be closed on Sunday from 6 to 11 for repairs."},
            {"text": "<b>Offer</b> valid until the 30th & while stocks last"},
        ),
    ),
    Preset(
        key="image_transcription",
        title=N_("Transcription of an image"),
        description=N_("People type the text they read on a scan or a photograph."),
        question=N_("What is written here? Keep spelling and line breaks as they are."),
        columns=(_IMAGE,),
        texts={
            "image": N_("The text to transcribe, as an image"),
            "legend": N_("If nothing can be read"),
            "unreadable": N_("The image cannot be read"),
        },
        samples=({"image": "page-014.png"}, {"image": "https://example.org/scan.jpg"}),
    ),
    Preset(
        key="image_classification",
        title=N_("Image classification"),
        description=N_("People look at an image and choose the one category that fits."),
        question=N_("What does this image show?"),
        columns=(_IMAGE,),
        texts={"image": _IMAGE_ALT, "legend": N_("Category")},
        options=(
            Option("person", N_("A person")),
            Option("animal", N_("An animal")),
            Option("object", N_("An object")),
            Option("other", N_("Something else")),
        ),
        samples=({"image": "photo-1.jpg"}, {"image": "photo 2.jpg"}),
    ),
    Preset(
        key="table_filling",
        title=N_("Filling a table from an image"),
        description=N_("People read an invoice, a form or a list and type its cells in a table."),
        question=N_("Which lines are in this document? Leave the rows you do not need empty."),
        columns=(_IMAGE,),
        texts={"image": N_("The document of this task"), "legend": N_("Lines of the document")},
        options=(
            Option("article", N_("Article")),
            Option("quantity", N_("Quantity")),
            Option("price", N_("Price")),
        ),
        options_min=1,
        options_max=TABLE_COLUMNS_MAX,
        samples=({"image": "invoice-7.png"},),
    ),
    Preset(
        key="search_relevance",
        title=N_("Search relevance"),
        description=N_("People judge how well a search result answers a query."),
        question=N_("How well does this result answer the query?"),
        columns=(
            PresetColumn("query", N_("What was searched for")),
            PresetColumn("title", N_("The result's title")),
            PresetColumn("description", N_("The result's text")),
        ),
        texts={
            "query": N_("Query"),
            "result": N_("Result"),
            "legend": N_("Relevance"),
        },
        options=(
            Option("exact", N_("Exactly what was searched for")),
            Option("good", N_("Useful, with small differences")),
            Option("weak", N_("Related, but not useful")),
            Option("none", N_("Not related")),
        ),
        samples=(
            {
                "query": "rain jacket child 6 years",
                "title": "Waterproof jacket, size 116",
                "description": "Hooded, taped seams, three colours.",
            },
        ),
    ),
    Preset(
        key="ranking",
        title=N_("Ranking of a short list"),
        description=N_("People put a few items in order, from the first place to the last."),
        question=N_("In which order do these items come, the best first?"),
        columns=(
            PresetColumn("context", N_("What the items are judged for")),
            PresetColumn("items", N_("The items, separated by |")),
        ),
        texts={"legend": N_("A different place for each item"), "place": N_("Place")},
        samples=(
            {
                "context": "A title for the town's newsletter",
                "items": "Our town|The Post | In short",
            },
            {"context": "أي ترجمة أوضح؟", "items": "مرحبا|أهلا وسهلا"},
        ),
    ),
    Preset(
        key="survey",
        title=N_("Survey"),
        description=N_("People give an opinion on a topic, with room for remarks."),
        question=N_("What do you think of this?"),
        columns=(PresetColumn("topic", N_("What the questions are about")),),
        texts={
            "legend": N_("Opinion"),
            "times": N_("How many times have you used it? (optional)"),
            "remarks": N_("Remarks (optional)"),
        },
        options=(
            Option("very_good", N_("Very good")),
            Option("good", N_("Good")),
            Option("fair", N_("Fair")),
            Option("poor", N_("Poor")),
            Option("unknown", N_("I cannot say")),
        ),
        samples=({"topic": "The new bus line 7"},),
    ),
    *IMAGE_PRESETS,
    *TEXT_PRESETS,
    *JUDGEMENT_PRESETS,
    *RECORDING_PRESETS,
)
_BY_KEY = {preset.key: preset for preset in GALLERY}


def preset_of(key: str) -> Preset | None:
    """The preset of this key, or None when there is none."""
    return _BY_KEY.get(key)
