"""CSV: encodings, separators, and an exact place for every error."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ouvrage.base.errors import Refusal
from ouvrage.formats import Bounds, Column, check_table, csvs, errors, preview
from ouvrage.formats.csvs.formulas import defuse, restore
from tests.libraries.formats.files import cells, numbered, opened

SMALL = Bounds(bytes_max=1000, rows_max=3, columns_max=3, cell_characters_max=10)


def refused(folder: Path, content: bytes | str, **options: object) -> Refusal:
    with pytest.raises(Refusal) as caught:
        list(opened(folder, content, **options))  # type: ignore[arg-type]
    assert caught.value.message()
    return caught.value


def test_cells_keep_their_text_exactly(tmp_path: Path) -> None:
    table = opened(tmp_path, 'id,text\n01, a "b" \n2,"x,\r\ny ""z"""\n3,\n')
    assert table.columns == ("id", "text")
    assert cells(table) == [
        {"id": "01", "text": ' a "b" '},
        {"id": "2", "text": 'x,\r\ny "z"'},
        {"id": "3", "text": ""},
    ]


def test_rows_know_their_number_and_line(tmp_path: Path) -> None:
    table = opened(tmp_path, '\nid,text\n1,"a\nb"\n\n2,c\n')
    assert [numbered(row) for row in table] == [(1, 3), (2, 6)]


def test_table_can_be_read_twice(tmp_path: Path) -> None:
    table = opened(tmp_path, "id\n1\n2\n")
    assert cells(table) == cells(table) == [{"id": "1"}, {"id": "2"}]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_read(tmp_path: Path, end: str) -> None:
    assert cells(opened(tmp_path, f"a,b{end}1,2{end}")) == [{"a": "1", "b": "2"}]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_separator_is_found(tmp_path: Path, delimiter: str) -> None:
    lines = [["id", "price", "text"], ["1", "2.50", '"a,b;c|d\te"'], ["2", "3", '"x, y; z"']]
    table = opened(tmp_path, "\n".join(delimiter.join(line) for line in lines))
    assert (table.delimiter, table.columns) == (delimiter, ("id", "price", "text"))
    assert cells(table)[1] == {"id": "2", "price": "3", "text": "x, y; z"}


def test_decimal_commas_do_not_separate(tmp_path: Path) -> None:
    table = opened(tmp_path, "id;price,eur;size\n1;2,50;3,1\n2;3,99;4\n")
    assert (table.delimiter, table.columns) == (";", ("id", "price,eur", "size"))


def test_one_column_of_sentences_stays_one_column(tmp_path: Path) -> None:
    table = opened(tmp_path, 'text\n"Hello, you"\nBye\n"One; two, three"\n')
    assert cells(table)[0] == {"text": "Hello, you"}


def test_unquoted_separators_are_refused_by_row(tmp_path: Path) -> None:
    refusal = refused(tmp_path, "id,text\n1,one\n2,two, three\n")
    assert isinstance(refusal, errors.RaggedRow)
    assert refusal.row == 2
    assert refusal.params == {"line": 3, "found": 3, "expected": 2}


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "été"),
        ("utf-8-sig", "été"),
        ("utf-16", "été"),
        ("cp1252", "Un été à la plage, près de la forêt. Où êtes-vous allés ? Là-bas, ça va."),
        ("cp1252", "Größe der Straße"),
        ("cp1250", "Zażółć gęślą jaźń, proszę pana"),
        ("cp1251", "Это обычный русский текст, который надо правильно прочитать в файле."),
    ],
)
def test_encoding_is_found(tmp_path: Path, encoding: str, text: str) -> None:
    table = opened(tmp_path, f'id,text\n1,"{text}"\n'.encode(encoding))
    assert cells(table) == [{"id": "1", "text": text}]


def test_chosen_encoding_is_used(tmp_path: Path) -> None:
    table = opened(tmp_path, "id,text\n1,été\n".encode("mac-roman"), encoding="mac-roman")
    assert (table.encoding, cells(table)) == ("mac_roman", [{"id": "1", "text": "été"}])


@pytest.mark.parametrize("encoding", [None, "utf-8"])
def test_broken_utf8_is_refused_with_its_line(tmp_path: Path, encoding: str | None) -> None:
    content = "id,text\n1,été\n2,forêt\n".encode() + b"3,a\xffb\n4,c\n"
    refusal = refused(tmp_path, content, encoding=encoding)
    assert isinstance(refusal, errors.InvalidEncoding)
    assert refusal.params["line"] == 4


def test_lone_broken_byte_is_not_taken_for_another_encoding(tmp_path: Path) -> None:
    refusal = refused(tmp_path, b"id,text\n1,plain\n2,a\xff\xfeb\n")
    assert isinstance(refusal, errors.InvalidEncoding)
    assert refusal.params["line"] == 3


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_broken_byte_far_into_the_file_has_its_line(tmp_path: Path, end: bytes) -> None:
    content = b"text" + end + (b"some words" + end) * 60_000 + b"a\xe9b" + end
    refusal = refused(tmp_path, content)
    assert isinstance(refusal, errors.InvalidEncoding)
    assert refusal.params == {"line": 60_002, "encoding": "utf-8"}


def test_truncated_last_character_has_its_line(tmp_path: Path) -> None:
    refusal = refused(tmp_path, b"text\nab\n\xc3", encoding="utf-8")
    assert refusal.params["line"] == 3


@pytest.mark.parametrize("encoding", ["klingon", "rot13", "base64", "utf-7", "\0"])
def test_encoding_that_is_none_is_refused(tmp_path: Path, encoding: str) -> None:
    assert isinstance(refused(tmp_path, "a\n1\n", encoding=encoding), errors.UnknownEncoding)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        ("", errors.EmptyFile),
        ("\ufeff", errors.EmptyFile),
        ("\n\n", errors.EmptyFile),
        ("id,text\n", errors.NoRows),
        ("id,text,id\n1,2,3\n", errors.DuplicateColumns),
        ("id,,text\n1,2,3\n", errors.BlankColumn),
        ("id, \n1,2\n", errors.BlankColumn),
        ("id,text\n1\n", errors.RaggedRow),
        ('id,text\n1,"a"b\n', errors.BadQuoting),
        ('id,text\n1,"a\n', errors.BadQuoting),
        ("id,text\n1,a\0b\n", errors.NulCharacter),
        ("a,b,c,d\n1,2,3,4\n", errors.TooManyColumns),
        ("id\n1\n2\n3\n4\n", errors.TooManyRows),
        ("id,text\n1,12345678901\n", errors.CellTooLong),
        ("id\n" + "1\n" * 600, errors.FileTooLarge),
        ("id\n" + "1" * 100 + "\n", errors.LineTooLong),
    ],
)
def test_each_fault_has_its_own_refusal(
    tmp_path: Path, content: str, refusal: type[Refusal]
) -> None:
    assert type(refused(tmp_path, content, bounds=SMALL)) is refusal


def test_duplicate_columns_are_named(tmp_path: Path) -> None:
    refusal = refused(tmp_path, "id,text,id,text\n1,2,3,4\n")
    assert (refusal.params, refusal.field) == ({"columns": "id, text"}, "id")


@pytest.mark.parametrize("length", [100_001, 131_073, 1_000_000])
@pytest.mark.parametrize("quote", ["", '"'])
def test_huge_cell_is_refused_with_row_and_column(tmp_path: Path, length: int, quote: str) -> None:
    content = f"id,text,more\n1,a,b\n2,{quote}{'x' * length}{quote},c\n"
    refusal = refused(tmp_path, content)
    assert isinstance(refusal, errors.CellTooLong)
    assert (refusal.row, refusal.field, refusal.params["line"]) == (2, "text", 3)


def test_quotation_mark_left_open_is_refused_without_reading_everything(tmp_path: Path) -> None:
    refusal = refused(tmp_path, 'id,text\n1,"open\n' + "2,more words\n" * 50_000)
    assert isinstance(refusal, errors.CellTooLong)
    assert (refusal.row, refusal.field) == (1, "text")


def test_wrong_separator_is_refused_and_the_right_one_named(tmp_path: Path) -> None:
    refusal = refused(tmp_path, "id;text\n1;a\n", delimiter=",")
    assert isinstance(refusal, errors.WrongDelimiter)
    assert refusal.params == {"given": "comma", "found": "semicolon", "columns": 2}


def test_separator_that_is_none_is_refused(tmp_path: Path) -> None:
    assert isinstance(refused(tmp_path, "a\n1\n", delimiter="x"), errors.UnknownDelimiter)


def test_checking_goes_on_after_a_bad_row(tmp_path: Path) -> None:
    content = "id,text\n1,a\n2\n3,c\n4,d,e\n5,long long text\n"
    summary = check_table(opened(tmp_path, content, bounds=Bounds(cell_characters_max=10)))
    assert summary.rows == 5
    assert [(refusal.row, refusal.code) for refusal in summary.refusals] == [
        (2, "ragged_row"),
        (4, "ragged_row"),
        (5, "cell_too_long"),
    ]
    assert not summary.clean


def test_checking_keeps_fifty_refusals_and_counts_the_others(tmp_path: Path) -> None:
    summary = check_table(opened(tmp_path, "id,text\n" + "1,a\n" * 100 + "1\n" * 70))
    assert (summary.rows, len(summary.refusals), summary.refusals_more) == (170, 50, 20)


def test_checking_reports_what_ends_the_reading(tmp_path: Path) -> None:
    summary = check_table(opened(tmp_path, "id\n1\n2\n3\n4\n", bounds=SMALL))
    assert [refusal.code for refusal in summary.refusals] == ["too_many_rows"]


def test_preview_has_the_first_five_rows(tmp_path: Path) -> None:
    rows = preview(opened(tmp_path, "id\n" + "".join(f"{n}\n" for n in range(9))))
    assert [row.cells["id"] for row in rows] == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@a", "'@a"),
        ("\ta", "'\ta"),
        ("\ra", "'\ra"),
        ("\na", "'\na"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("'tis", "'tis"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_formula_is_defused_and_restored(text: str, written: str) -> None:
    assert (defuse(text), restore(written)) == (written, text)


@given(st.text())
def test_defused_text_is_always_restored(text: str) -> None:
    assert restore(defuse(text)) == text


def test_numbers_and_flags_are_written_as_they_are() -> None:
    row: dict[Column, object] = {"a": -5, "b": -0.25, "c": True, "d": None, "e": ["x", 1]}
    written = b"".join(csvs.write(tuple("abcde"), [row]))  # type: ignore[list-item]
    assert written == b'a,b,c,d,e\r\n-5,-0.25,true,,"[""x"",1]"\r\n'


def test_column_names_are_defused_too() -> None:
    assert b"".join(csvs.write(["=a"], [])) == b"'=a\r\n"


def test_defused_file_restores_to_the_same_texts(tmp_path: Path) -> None:
    texts = ["=1+1", "'=1+1", "-", "plain", "\tx", "@", "é"]
    written = b"".join(csvs.write(["text"], [{"text": text} for text in texts]))
    table = opened(tmp_path, written, delimiter=",")
    assert [restore(str(row.cells["text"])) for row in table] == texts
