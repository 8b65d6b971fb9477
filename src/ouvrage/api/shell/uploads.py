"""Files that came with a request lie in the temporary folder; Django never keeps them in memory."""

from pathlib import Path

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile


def path_of(file: "UploadedFile[bytes]") -> Path:
    """Where the file lies until the request ends (FILE_UPLOAD_HANDLERS sees to it)."""
    assert isinstance(file, TemporaryUploadedFile)
    return Path(file.temporary_file_path())
