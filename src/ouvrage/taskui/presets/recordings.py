"""Presets about recordings: a category, a text, a text to correct, who speaks when and what."""

from ouvrage.base.words import N_
from ouvrage.taskui.presets.preset import Option, Preset, PresetColumn

_AUDIO = PresetColumn("audio", N_("The recording: a file name, or an address"))
_AUDIO_NAME = N_("The recording of this task")

RECORDING_PRESETS: tuple[Preset, ...] = (
    Preset(
        key="audio_classification",
        title=N_("Classification of recordings"),
        description=N_("People listen to a recording and choose the one category that fits."),
        question=N_("What is heard in this recording?"),
        columns=(_AUDIO,),
        texts={"audio": _AUDIO_NAME, "legend": N_("Category")},
        options=(
            Option("speech", N_("Speech")),
            Option("music", N_("Music")),
            Option("noise", N_("Noise")),
            Option("nothing", N_("Nothing")),
        ),
        samples=({"audio": "sound-1.wav"}, {"audio": "https://example.org/sound 2.mp3"}),
    ),
    Preset(
        key="audio_transcription",
        title=N_("Transcription of a recording"),
        description=N_("People listen to a recording and write down what is said."),
        question=N_("What is said? Every word as it is spoken."),
        columns=(_AUDIO,),
        texts={
            "audio": _AUDIO_NAME,
            "legend": N_("If nothing can be understood"),
            "unclear": N_("The recording cannot be understood"),
        },
        samples=({"audio": "sound-1.wav"},),
    ),
    Preset(
        key="transcript_correction",
        title=N_("Correction of a transcript"),
        description=N_("People listen to a recording and correct what a machine made of it."),
        question=N_("What is said? The text of the machine may be wrong."),
        columns=(_AUDIO, PresetColumn("transcript", N_("The text of the machine"))),
        texts={"audio": _AUDIO_NAME},
        samples=(
            {"audio": "sound-1.wav", "transcript": "the see was calm & the wind was week"},
            {"audio": "sound-2.wav", "transcript": "كان البحر هادئا"},
        ),
    ),
    Preset(
        key="audio_segments",
        title=N_("Who speaks when, and what is said"),
        description=N_("People cut a recording into segments: who speaks, and what is said."),
        question=N_("Who speaks when, and what is said?"),
        columns=(_AUDIO,),
        texts={},
        options=(
            Option("Speaker 1", N_("Speaker 1")),
            Option("Speaker 2", N_("Speaker 2")),
            Option("Other", N_("Other sound")),
        ),
        options_min=1,
        samples=({"audio": "sound-1.wav"},),
    ),
)
