"""Every table says what it keeps about people (PRI-4, PRI-5)."""

from django.apps import apps
from django.db.models import CharField, Field, JSONField, Model, TextField

from ouvrage.base.personal import After, Personal, filters
from ouvrage.people.models import Person
from ouvrage.rights.exports.registers import declared_tables

# A column this long, without choices, can hold words.
WORDS_CHARACTERS = 65
# Columns that can hold words and stay after an erasure: the worker does not write in them.
BY_OTHERS = {
    "journal.Event": ("reason", "details"),
    "people.ApiKey": ("name",),
    "people.ContractAcceptance": ("text",),
    "pay.Payout": ("explanation", "reference"),
    "pay.TimeClaim": ("explanation",),
    "review.GoldDispute": ("explanation",),
    "review.GoldItem": ("expected", "explanation"),
    "review.HeldRefusal": ("criterion_text", "evidence", "explanation", "words"),
    "review.Suspicion": ("evidence", "words"),
    "review.Verdict": ("criterion_text", "evidence", "explanation"),
    "rights.Appeal": ("explanation",),
    "rights.Explanation": ("answer", "rectification"),
    "rights.Letter": ("text", "title"),
    "rights.Proposal": ("decision", "evidence", "words"),
    "rights.Restriction": ("evidence", "grave_reason", "lift_reason"),
    "skills.Grant": ("explanation",),
    "skills.Result": ("explanation", "marks"),
    "voice.Reply": ("text",),
    "work.Block": ("explanation",),
    "work.Stop": ("explanation",),
}
# What the instance makes itself: codes, counts, names of files.
MADE = {
    "ledger.Account": ("key",),
    "pay.PayoutFile": ("name", "payer_name"),
    "pay.RateFile": ("name",),
    "people.Person": ("email", "password"),  # `erase_identity` writes others in their place
    "review.GoldCheck": ("expected", "field"),
    "skills.Attempt": ("items", "seconds"),
    "work.Block": ("answers",),  # their ids
    "work.Stop": ("sensitive",),
}
# Answers belong to the project that paid for them, whatever they say.
ANSWERS = {"review.GoldCheck": ("given",), "work.Submission": ("answer",)}


def _tables() -> dict[str, type[Model]]:
    return {model._meta.label: model for model in apps.get_models(include_auto_created=True)}


def test_every_table_says_what_it_keeps_about_people() -> None:
    """A new table needs a line in its room's `personal.py`."""
    said = [label for label, _declared in declared_tables()]
    assert sorted(said) == sorted(set(said)), "a table is declared twice"
    assert set(_tables()) - set(said) == set()
    assert set(said) - set(_tables()) == set()


def personal_tables() -> list[tuple[type[Model], Personal]]:
    """Each table with rows about people, and what it says of them."""
    tables = _tables()
    return [
        (tables[label], declared)
        for label, declared in declared_tables()
        if isinstance(declared, Personal)
    ]


def test_what_is_declared_exists() -> None:
    for model, declared in personal_tables():
        columns = {field.attname for field in model._meta.concrete_fields}
        assert set(declared.hidden) | set(declared.empties) <= columns, model
        for way in declared.reached:
            model._default_manager.filter(**filters(way, "x"))
        model._default_manager.values(*declared.beside)


def test_a_key_to_a_person_is_one_of_the_ways_to_reach_the_row() -> None:
    reached = {model._meta.label: declared.reached for model, declared in personal_tables()}
    missing = [
        f"{label}.{field.attname}"
        for label, model in _tables().items()
        for field in model._meta.concrete_fields
        if field.related_model is Person and field.attname not in reached.get(label, ())
    ]
    assert missing == []


def test_what_is_emptied_can_be_empty() -> None:
    for model, declared in personal_tables():
        for column in declared.empties:
            field = model._meta.get_field(column)
            marked = column in declared.marked and isinstance(field, TextField)
            assert marked or field.null or field.blank or field.has_default(), f"{model}.{column}"
        assert declared.after in After


def may_hold_words(field: "Field[object, object]") -> bool:
    """Whether somebody could write freely in the column."""
    if field.choices or field.name == "client_key":
        return False
    if isinstance(field, CharField):
        return (field.max_length or 0) >= WORDS_CHARACTERS
    return isinstance(field, (TextField, JSONField))


def columns_of_words(after: After) -> set[str]:
    """Columns of tables about people that can hold words and are gone, emptied or kept so."""
    found = set()
    for model, declared in personal_tables():
        for field in model._meta.concrete_fields:
            if not may_hold_words(field):
                continue
            here = After.EMPTIED if field.attname in declared.empties else declared.after
            if here is After.EMPTIED and field.attname not in declared.empties:
                here = After.KEPT
            if here is after:
                found.add(f"{model._meta.label}.{field.attname}")
    return found


def test_what_a_worker_can_write_goes_with_them() -> None:
    """PRI-5: a new column of words is emptied, or somebody says here who writes in it."""
    said = {
        f"{label}.{column}"
        for columns in (BY_OTHERS, MADE, ANSWERS)
        for label, names in columns.items()
        for column in names
    }
    assert columns_of_words(After.KEPT) == said


def test_only_ways_that_reach_a_row_empty_it() -> None:
    """Whoever decided about a worker takes nothing of the worker's along."""
    for model, declared in personal_tables():
        lookups = {way if isinstance(way, str) else way.lookup for way in declared.reached}
        own = {way if isinstance(way, str) else way.lookup for way in declared.own}
        assert own <= lookups, model
        for way in declared.own:
            model._default_manager.filter(**filters(way, "x"))
