"""Static files under the hash of their content, modules included.

A module names its neighbours by their plain names. `import … from "./words.js";` is rewritten to
the hashed name, so that only hashed files need to be kept and a browser may keep each for ever.
"""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """WhiteNoise's storage that also follows the imports of ES modules.

    `support_js_module_import_aggregation` is Django's, marked as experimental: a test collects our
    modules and looks at what they import.
    """

    support_js_module_import_aggregation = True
