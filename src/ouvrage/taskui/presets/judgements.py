"""Presets that judge what people or models wrote: moderation, answers, intents, translations."""

from ouvrage.base.words import N_
from ouvrage.taskui.presets.preset import Option, Preset, PresetColumn

_PROMPT = PresetColumn("prompt", N_("What the model was asked"))
_ANSWER = PresetColumn("answer", N_("What the model answered"))

JUDGEMENT_PRESETS: tuple[Preset, ...] = (
    Preset(
        key="moderation",
        title=N_("Moderation with severity"),
        description=N_("People say what a published text holds against the rules, and how far."),
        question=N_("Does this text hold something of this list?"),
        columns=(PresetColumn("text", N_("The text to judge")),),
        texts={
            "legend": N_("What it holds: as many as apply, or none"),
            "severity": N_("Severity"),
            "harmless": N_("Nothing to report"),
            "mild": N_("Mild"),
            "serious": N_("Serious"),
            "grave": N_("Very serious"),
        },
        options=(
            Option("insult", N_("An insult")),
            Option("hatred", N_("Hatred of a group")),
            Option("threat", N_("A threat")),
            Option("fraud", N_("A fraud")),
            Option("private", N_("Private details of a person")),
        ),
        options_min=1,
        samples=(
            {"text": "Whoever wrote this article is a fool."},
            {"text": "شكرا على هذا المقال المفيد"},
        ),
    ),
    Preset(
        key="answer_checking",
        title=N_("Checking of an answer"),
        description=N_("People say if an answer of a model is right, and correct it."),
        question=N_("Is this answer right?"),
        columns=(_PROMPT, _ANSWER),
        texts={
            "prompt": N_("Question"),
            "answer": N_("Answer"),
            "legend": N_("The answer is"),
            "correction": N_("The answer, corrected where it is wrong"),
            "source": N_("Where this can be read (optional)"),
        },
        options=(
            Option("right", N_("Right")),
            Option("partly", N_("Partly right")),
            Option("wrong", N_("Wrong")),
            Option("unknown", N_("I cannot say")),
        ),
        samples=(
            {
                "prompt": "When was the Eiffel Tower finished?",
                "answer": "The Eiffel Tower was finished in 1899.",
            },
            {"prompt": "كم عدد أيام السنة الكبيسة؟", "answer": "ثلاثمئة وستة وستون يوما."},
        ),
    ),
    Preset(
        key="answer_rating",
        title=N_("Rating of an answer"),
        description=N_("People rate an answer of a model from 1 to 5, for each criterion."),
        question=N_("How good is this answer?"),
        columns=(_PROMPT, _ANSWER),
        texts={
            "prompt": N_("Question"),
            "answer": N_("Answer"),
            "one": N_("1, very poor"),
            "two": N_("2, poor"),
            "three": N_("3, fair"),
            "four": N_("4, good"),
            "five": N_("5, very good"),
        },
        options=(
            Option("help", N_("How far it helps")),
            Option("truth", N_("How far it is right")),
            Option("clarity", N_("How clear it is")),
        ),
        options_min=1,
        options_max=10,
        samples=(
            {
                "prompt": "How do I keep bread fresh?",
                "answer": "In a cloth bag, cut side down; after three days, in the freezer.",
            },
        ),
    ),
    Preset(
        key="chat_intent",
        title=N_("Intent of a message"),
        description=N_("People say what somebody wants who writes to a chatbot."),
        question=N_("What does this person want?"),
        columns=(
            PresetColumn("before", N_("What was said before; may be empty")),
            PresetColumn("message", N_("The message to judge")),
        ),
        texts={
            "before": N_("Before"),
            "message": N_("Message"),
            "legend": N_("Intent"),
            "other": N_("Another intent, in a few words (optional)"),
        },
        options=(
            Option("order", N_("To order something")),
            Option("follow", N_("To know where an order is")),
            Option("return", N_("To send something back")),
            Option("complain", N_("To complain")),
            Option("other", N_("Something else")),
        ),
        samples=(
            {
                "before": "Hello, I am the shop's assistant.",
                "message": "my parcel says delivered but theres nothing here",
            },
            {"before": "", "message": "أريد إرجاع الحذاء، المقاس صغير"},
        ),
    ),
    Preset(
        key="advertisement_relevance",
        title=N_("Relevance of an advertisement"),
        description=N_("People judge how well an advertisement suits a page or a search."),
        question=N_("How well does this advertisement suit the page?"),
        columns=(
            PresetColumn("page", N_("The page or the search beside which it stands")),
            PresetColumn("title", N_("The advertisement's title")),
            PresetColumn("description", N_("The advertisement's text")),
        ),
        texts={
            "page": N_("Page or search"),
            "advertisement": N_("Advertisement"),
            "legend": N_("Relevance"),
            "faults": N_("Faults: as many as apply, or none"),
            "misleading": N_("It promises what cannot be true"),
            "language": N_("It is in another language than the page"),
            "minors": N_("It does not suit children"),
        },
        options=(
            Option("good", N_("It suits well")),
            Option("fair", N_("It suits a little")),
            Option("none", N_("It has nothing to do with it")),
        ),
        samples=(
            {
                "page": "How to repair a bicycle tyre",
                "title": "Repair kits from 4.90",
                "description": "Patches, glue and levers, sent within a day.",
            },
        ),
    ),
    Preset(
        key="translation",
        title=N_("Translation of a short text"),
        description=N_("People translate a sentence or two, with the context beside it."),
        question=N_("How is this said in the other language?"),
        columns=(
            PresetColumn("text", N_("The text to translate")),
            PresetColumn("context", N_("Where it is used; may be empty")),
            PresetColumn("language", N_("The language to translate into, by its own name")),
        ),
        texts={
            "text": N_("Text"),
            "context": N_("Context"),
            "language": N_("Language to translate into"),
            "translation": N_("Translation"),
            "legend": N_("If it cannot be translated"),
            "untranslatable": N_("The text makes no sense, or is in no language I read"),
        },
        samples=(
            {"text": "Mind the gap.", "context": "A sign on a platform", "language": "français"},
            {"text": "Ouvert tous les jours sauf le lundi.", "context": "", "language": "العربية"},
        ),
    ),
    Preset(
        key="document_fields",
        title=N_("Fields of a document"),
        description=N_(
            "People type the fields of an invoice or an archive page and draw where each stands."
        ),
        question=N_("What is written in these fields of the document?"),
        columns=(PresetColumn("image", N_("The image: a file name, or an address")),),
        texts={
            "zones": N_("Where each field stands"),
            "legend": N_("If nothing can be read"),
            "unreadable": N_("The image cannot be read"),
        },
        options=(
            Option("number", N_("Number of the document")),
            Option("date", N_("Date")),
            Option("sender", N_("Sender")),
            Option("total", N_("Total")),
        ),
        options_min=1,
        options_max=30,
        samples=({"image": "invoice-7.png"},),
    ),
)
