"""Every table says what it keeps about people (PRI-4, PRI-5)."""

from django.apps import apps
from django.db.models import Model

from ouvrage.base.personal import After, Personal, filters
from ouvrage.people.models import Person
from ouvrage.rights.exports.registers import declared_tables


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
            assert field.null or field.blank or field.has_default(), f"{model}.{column}"
        assert declared.after in After
