"""Presets about texts that are drawn with an element: marks, an order of answers, questions."""

from ouvrage.base.words import N_
from ouvrage.taskui.presets.preset import Option, Preset, PresetColumn

TEXT_PRESETS: tuple[Preset, ...] = (
    Preset(
        key="names_in_text",
        title=N_("Names in a text"),
        description=N_("People mark the words of a text that name a person, a place or a date."),
        question=N_("Which words of this text are names of a person, a place or an organisation?"),
        columns=(PresetColumn("text", N_("The text whose words are marked")),),
        texts={},
        options=(
            Option("person", N_("Person")),
            Option("place", N_("Location")),
            Option("organisation", N_("Organisation")),
            Option("date", N_("Date")),
        ),
        options_min=1,
        samples=(
            {
                "text": "👋 On 3 May, Ana Rakoto opened the reading room of the Archive of Lyon.\n"
                "Letters from Antananarivo can be read there."
            },
            {"text": "افتتحت ليلى حدّاد قاعة القراءة في أرشيف ليون يوم ٣ مايو."},
        ),
    ),
    Preset(
        key="answer_preference",
        title=N_("Preference among answers"),
        description=N_("People read two or three answers of a model and put them in order."),
        question=N_("Which answer is the best, which comes next?"),
        columns=(
            PresetColumn("prompt", N_("What the model was asked")),
            PresetColumn("answer_1", N_("The first answer")),
            PresetColumn("answer_2", N_("The second answer")),
            PresetColumn("answer_3", N_("The third answer; empty when there are two")),
        ),
        texts={},
        options=(
            Option("help", N_("How far it helps")),
            Option("truth", N_("How far it is right")),
        ),
        options_min=1,
        options_max=10,
        samples=(
            {
                "prompt": "Why does bread rise?",
                "answer_1": "Yeast eats sugar and gives off gas; the dough holds the bubbles.",
                "answer_2": "Because the oven is hot.",
                "answer_3": 'Bread rises when it\'s kneaded "long enough" & left to rest.',
            },
            {
                "prompt": "ما عاصمة مدغشقر؟",
                "answer_1": "أنتاناناريفو.",
                "answer_2": "عاصمة مدغشقر هي أنتاناناريفو، في وسط الجزيرة.",
                "answer_3": "",
            },
        ),
    ),
    Preset(
        key="text_questions",
        title=N_("Questions and answers about a text"),
        description=N_("People write questions about a text, with their answers and passages."),
        question=N_("Which questions does this text answer?"),
        columns=(PresetColumn("text", N_("The text the questions are about")),),
        texts={},
        options=(
            Option("fact", N_("A fact")),
            Option("reason", N_("A reason")),
            Option("order", N_("An order of events")),
        ),
        options_min=1,
        options_max=20,
        samples=(
            {
                "text": "The mill on the Saône was built in 1856. It burnt down twice; after the "
                "second fire, in 1902, it was rebuilt in brick because wood had become dear."
            },
            {"text": "بُنيت الطاحونة سنة ١٨٥٦ ثم احترقت مرتين وأُعيد بناؤها بالآجر."},
        ),
    ),
)
