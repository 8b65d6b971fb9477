"""Uploaded media: images are drawn anew, sound and PDF are recognised by their first bytes."""

from ouvrage.formats.media.images import image_rendition
from ouvrage.formats.media.kinds import MediaType, media_type
from ouvrage.formats.media.renditions import rendition
from ouvrage.formats.media.stored import Rendition

__all__ = ["MediaType", "Rendition", "image_rendition", "media_type", "rendition"]
