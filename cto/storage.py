"""Static files with the hash of their content in their name, so that a browser may keep them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """nhsuk-frontend's script is an ES module: what it imports must be renamed too."""

    support_js_module_import_aggregation = True
