"""Refusals of files: what is wrong with the bytes a person sent, and where.

`row` is the number of the data row (the first row under the header is 1), `field` the column; the
sentence names the line of the file where there is one.
"""

from ouvrage.base.errors import Refusal, RefusalKind


class FileRefusal(Refusal):
    """This file cannot be read. Check it, then send it again."""

    code = "file_refused"


class UnknownFormat(FileRefusal):
    """“{name}” is no kind of file we read. Send one of these kinds: {accepted}."""

    code = "unknown_format"


class FileTooLarge(FileRefusal):
    """The file holds {found} bytes; at most {most} are read. Split it into several files."""

    code = "file_too_large"
    kind = RefusalKind.TOO_LARGE


class EmptyFile(FileRefusal):
    """The file is empty. Send a file with column names first and one task per row below."""

    code = "empty_file"


class NoRows(FileRefusal):
    """The file names its columns but holds no row. Add at least one row below the names."""

    code = "no_rows"


class TooManyRows(FileRefusal):
    """The file holds more than {most} rows. Split it into several files."""

    code = "too_many_rows"
    kind = RefusalKind.TOO_LARGE


class TooManyColumns(FileRefusal):
    """The file has {found} columns; at most {most} are read. Remove the ones no task shows."""

    code = "too_many_columns"
    kind = RefusalKind.TOO_LARGE


class DuplicateColumns(FileRefusal):
    """Several columns have the same name: {columns}. Give each column a name of its own."""

    code = "duplicate_columns"


class BlankColumn(FileRefusal):
    """Column {position} has no name. Write a name at the top of it, or remove the column."""

    code = "blank_column"


class RaggedRow(FileRefusal):
    """Line {line} has {found} cells, the header has {expected}. Put texts that hold the separator
    in quotation marks, and give every row the same number of cells.
    """

    code = "ragged_row"


class CellTooLong(FileRefusal):
    """The cell in line {line}, column “{column}”, holds more than {most} characters. Shorten it,
    or close a quotation mark that was left open before it.
    """

    code = "cell_too_long"
    kind = RefusalKind.TOO_LARGE


class LineTooLong(FileRefusal):
    """Line {line} holds more than {most} characters. Check that the file has one row per line."""

    code = "line_too_long"
    kind = RefusalKind.TOO_LARGE


class BadQuoting(FileRefusal):
    """The quotation marks in line {line} do not match. Double each quotation mark inside a quoted
    cell, and close the cell with one.
    """

    code = "bad_quoting"


class NulCharacter(FileRefusal):
    """Line {line} holds a NUL character, which no text has. Save the file as UTF-8 text."""

    code = "nul_character"


class BadCharacter(FileRefusal):
    """The cell in line {line}, column “{column}”, holds a character that is no text. Remove it."""

    code = "bad_character"


class InvalidEncoding(FileRefusal):
    """Line {line} cannot be read as {encoding}. Save the file as UTF-8, or choose the encoding it
    was saved in.
    """

    code = "invalid_encoding"


class UnknownEncoding(FileRefusal):
    """“{encoding}” is no encoding we read. Choose one of these: {accepted}."""

    code = "unknown_encoding"


class UnknownDelimiter(FileRefusal):
    """“{delimiter}” is no separator we read. Choose one of these: {accepted}."""

    code = "unknown_delimiter"


class WrongDelimiter(FileRefusal):
    """Separated by {given}, the file has a single column; by {found} it has {columns}. Choose
    {found} as separator.
    """

    code = "wrong_delimiter"


class BadJson(FileRefusal):
    """Line {line} is no valid JSON (at character {position}). Write one JSON object per line."""

    code = "bad_json"


class NotAnObject(FileRefusal):
    """Line {line} holds no JSON object. Write each row as {{"column": value}} on its own line."""

    code = "not_an_object"


class DuplicateKey(FileRefusal):
    """Line {line} names “{column}” twice. Keep one of the two."""

    code = "duplicate_key"


class UnknownKey(FileRefusal):
    """Line {line} names “{column}”, which the first line does not have. Name all columns in the
    first line, or remove this one.
    """

    code = "unknown_key"


class NotANumber(FileRefusal):
    """The value in line {line}, column “{column}”, is no finite number. Write a number or null."""

    code = "not_a_number"


class NumberTooLarge(FileRefusal):
    """The number in line {line}, column “{column}”, is too large to keep exactly. Write it as
    text.
    """

    code = "number_too_large"


class NotASpreadsheet(FileRefusal):
    """This is no Excel workbook (.xlsx). If it is older or protected by a password, save it as
    .xlsx without a password, then send it again.
    """

    code = "not_a_spreadsheet"


class SpreadsheetTooLarge(FileRefusal):
    """Unpacked, this workbook holds more than can be read. Save the sheet as CSV and send that."""

    code = "spreadsheet_too_large"
    kind = RefusalKind.TOO_LARGE


class ErrorCell(FileRefusal):
    """The cell in line {line}, column “{column}”, shows the error {value}. Correct its formula."""

    code = "error_cell"


class NotParquet(FileRefusal):
    """This is no Parquet file that can be read. Write it again, or send CSV."""

    code = "not_parquet"


class UnsupportedColumn(FileRefusal):
    """Column “{column}” holds {found}, which no task can show. Turn it into text or numbers."""

    code = "unsupported_column"


class NotAnArchive(FileRefusal):
    """“{name}” is no ZIP archive that can be read. Pack the files again, then send the ZIP."""

    code = "not_an_archive"


class UnsafeName(FileRefusal):
    """The archive names “{name}”, which leads out of it. Pack the folder itself, without links or
    absolute names.
    """

    code = "unsafe_name"


class LinkInArchive(FileRefusal):
    """“{name}” is a link, not a file. Pack the file itself."""

    code = "link_in_archive"


class EncryptedFile(FileRefusal):
    """“{name}” is protected by a password. Pack the files without one."""

    code = "encrypted_file"


class DuplicateFile(FileRefusal):
    """The archive holds “{name}” twice. Keep one of the two."""

    code = "duplicate_file"


class NoFiles(FileRefusal):
    """“{name}” holds no file. Add the files that the rows name."""

    code = "no_files"


class TooManyFiles(FileRefusal):
    """“{name}” holds more than {most} files. Split it into several."""

    code = "too_many_files"
    kind = RefusalKind.TOO_LARGE


class MediaTooLarge(FileRefusal):
    """“{name}” holds more than {most} bytes. Make it smaller, or split it."""

    code = "media_too_large"
    kind = RefusalKind.TOO_LARGE


class UnknownMedia(FileRefusal):
    """This file is of no kind we show. Send PNG, JPEG, WebP or GIF images, WAV, MP3, Ogg, M4A or
    WebM sound, or PDF.
    """

    code = "unknown_media"


class BadImage(FileRefusal):
    """This image is damaged or of a kind we do not show. Save it as PNG or JPEG."""

    code = "bad_image"


class ImageTooLarge(FileRefusal):
    """This image has more than {pixels} pixels or a side over {side}. Make it smaller."""

    code = "image_too_large"
    kind = RefusalKind.TOO_LARGE


class ImageUnnamed(FileRefusal):
    """Task {task}: its row names no image. The file of all answers has this answer."""

    code = "image_unnamed"


class ImageSizeUnknown(FileRefusal):
    """Task {task}: the size of the image is not known. The file of all answers has this answer."""

    code = "image_size_unknown"


class DrawnOutsideImage(FileRefusal):
    """Task {task}: shape {place} reaches out of the image. The file of all answers has this
    answer."""

    code = "drawn_outside_image"


class DrawnUnreadable(FileRefusal):
    """Task {task}: this answer cannot be read as one about its image. The file of all answers has
    it."""

    code = "drawn_unreadable"


class TooManyLabels(FileRefusal):
    """Task {task}: a mask holds at most {most} labels. The file of all answers has this answer."""

    code = "too_many_labels"
