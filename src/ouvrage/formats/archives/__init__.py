"""A ZIP or a folder of media files, read one file at a time and never past its bounds."""

from ouvrage.formats.archives.files import MediaFile, media_files

__all__ = ["MediaFile", "media_files"]
