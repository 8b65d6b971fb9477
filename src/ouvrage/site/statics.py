"""Static files under the hash of their content, modules included, without what only authors read.

A module names its neighbours by their plain names. `import … from "./words.js";` is rewritten to
the hashed name, so that only hashed files need to be kept and a browser may keep each for ever.
Comments and indentation stay in the repository: on the wire they are a third of our modules. An
element's module takes its neighbours along, so that it is one request.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import rcssmin
import rjsmin
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from ouvrage.site.bundles import bundles

ELEMENTS = "elements/"


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """WhiteNoise's storage that also follows the imports of ES modules, and shortens them.

    `support_js_module_import_aggregation` is Django's, marked as experimental: a test collects our
    modules and looks at what they import.
    """

    support_js_module_import_aggregation = True

    def save(self, name: str, content: Any, max_length: int | None = None) -> str:
        """Keeps the file; of a script or a style sheet, what a browser reads of it."""
        if name.endswith(".js"):
            content = ContentFile(rjsmin.jsmin(content.read()))
        elif name.endswith(".css"):
            content = ContentFile(rcssmin.cssmin(content.read()))
        return str(super().save(name, content, max_length))

    def post_process(
        self, paths: Mapping[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        """Hashes the files as they were kept, where Django would read their sources again."""
        if not dry_run:
            self._bundle(paths)
        yield from super().post_process({name: (self, name) for name in paths}, dry_run, **options)

    def _bundle(self, paths: Mapping[str, Any]) -> None:
        modules = {
            name.removeprefix(ELEMENTS): _text(source, path)
            for name, (source, path) in paths.items()
            if name.startswith(ELEMENTS) and name.endswith(".js")
        }
        for name, whole in bundles(modules).items():
            self.delete(ELEMENTS + name)
            self.save(ELEMENTS + name, ContentFile(whole))


def _text(source: Any, path: str) -> str:
    with source.open(path) as opened:
        return bytes(opened.read()).decode()
