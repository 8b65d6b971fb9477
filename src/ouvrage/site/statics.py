"""Static files under the hash of their content, modules included, without what only authors read.

A module names its neighbours by their plain names. `import … from "./words.js";` is rewritten to
the hashed name, so that only hashed files need to be kept and a browser may keep each for ever.
Comments and indentation stay in the repository: on the wire they are a third of our modules.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import rjsmin
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """WhiteNoise's storage that also follows the imports of ES modules, and shortens them.

    `support_js_module_import_aggregation` is Django's, marked as experimental: a test collects our
    modules and looks at what they import.
    """

    support_js_module_import_aggregation = True

    def save(self, name: str, content: Any, max_length: int | None = None) -> str:
        """Keeps the file; of a script, what a browser reads of it."""
        if name.endswith(".js"):
            content = ContentFile(rjsmin.jsmin(content.read()))
        return str(super().save(name, content, max_length))

    def post_process(
        self, paths: Mapping[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        """Hashes the files as they were kept, where Django would read their sources again."""
        yield from super().post_process({name: (self, name) for name in paths}, dry_run, **options)
