"""No text presses anybody to work, in any language of the portal (NOT-1, NOT-3)."""

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

from ouvrage.voice.catalogue import CATALOGUE, Kind
from tests.house import manners, messages

LANGUAGES = sorted(path.name for path in messages.LOCALE.iterdir() if path.is_dir())


def _translated(language: str) -> dict[str, tuple[str, ...]]:
    with messages.po_path(language).open("rb") as file:
        catalog = read_po(file, locale=language)
    return {
        str(message.id if isinstance(message.id, str) else message.id[0]): messages._forms(
            message.string
        )
        for message in catalog
        if message.id
    }


def test_every_language_has_its_list() -> None:
    assert manners.languages() == {*LANGUAGES, *dict(settings.LANGUAGES)}


def test_what_the_tree_says_presses_nobody() -> None:
    found = [
        f"{faults} {text!r}"
        for message in messages.collected()
        for text in messages._forms(message.id)
        if (faults := manners.faults("en", text))
    ]
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_catalogue_says_presses_nobody(language: str) -> None:
    found = [
        f"{faults} {text!r}"
        for forms in _translated(language).values()
        for text in forms
        if (faults := manners.faults(language, text))
    ]
    assert found == []


@pytest.mark.parametrize("kind", CATALOGUE.values(), ids=lambda kind: kind.code)
def test_messages_are_facts(kind: Kind) -> None:
    texts = {"en": [kind.title, kind.sentence]}
    for language in LANGUAGES:
        known = _translated(language)
        texts.setdefault(language, []).extend(
            form for text in (kind.title, kind.sentence) for form in known.get(text, ())
        )
    found = [
        f"{language} {faults} {text!r}"
        for language, said in texts.items()
        for text in said
        if (faults := manners.faults(language, text, message=True))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Hurry up, tasks are waiting."),
        ("en", "Only 3 left in this batch."),
        ("en", "Last chance: the project closes tonight."),
        ("en", "Don’t miss today’s tasks."),
        ("en", "You will lose your place."),
        ("en", "Your score drops when you are away."),
        ("en", "Start earning today."),
        ("en", "Keep it up"),
        ("en", "5-day streak"),
        ("en", "You levelled up"),
        ("en", "2 hours left"),
        ("en", "New tasks!"),
        ("en", "We miss you."),
        ("fr", "Dépêchez-vous, des tâches vous attendent."),
        ("fr", "Plus que 3 tâches."),
        ("fr", "Dernière chance : le projet ferme ce soir."),
        ("fr", "Ne manquez pas les tâches du jour."),
        ("fr", "Vous perdrez votre place."),
        ("fr", "Répondez vite."),
        ("fr", "Revenez travailler."),
        ("fr", "Commencez à gagner de l’argent."),
        ("fr", "Bravo, 5 jours d’affilée"),
        ("fr", "Il vous reste 2 heures."),
        ("fr", "Nouvelles tâches !"),
        ("fr", "Travaillez plus."),
        ("es", "Última oportunidad: el proyecto cierra hoy."),
        ("es", "No deje pasar las tareas de hoy."),
        ("pt", "Só restam 3 tarefas."),
        ("pt", "Volte a trabalhar."),
        ("ru", "Поторопитесь, осталось 2 часа."),
        ("ru", "Не упустите новые задания."),
        ("ar", "أسرع، الوقت ينفد."),
        ("ar", "لا تفوّت المهام الجديدة."),
        ("mg", "Haingana, lahasa 3 sisa."),
        ("mg", "Aza miandry."),
    ],
)
def test_pressure_is_seen(language: str, text: str) -> None:
    assert manners.faults(language, text) != []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Take a task in this project."),
        ("en", "A batch opened. Check the offers."),
        ("en", "You should look at your answers."),
        ("en", "Tasks are available now."),
        ("fr", "Prenez une tâche de ce projet."),
        ("fr", "Un lot est ouvert. Consultez les offres."),
        ("fr", "Vous devez regarder vos réponses."),
        ("fr", "Des tâches sont disponibles maintenant."),
    ],
)
def test_a_message_that_asks_for_work_is_seen(language: str, text: str) -> None:
    assert manners.faults(language, text, message=True) != []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "12.50 EUR was sent to your account."),
        ("en", "Your answer in “Moods” was refused. An appeal is possible until 3 March."),
        ("en", "The requester of “Moods” answered your question."),
        ("en", "Work was paid."),
        ("fr", "12,50 EUR ont été envoyés sur votre compte."),
        ("fr", "Votre réponse dans « Humeurs » a été refusée. Un recours est possible."),
        ("fr", "Le demandeur a répondu à votre question."),
    ],
)
def test_plain_facts_pass(language: str, text: str) -> None:
    assert manners.faults(language, text, message=True) == []
