"""How a form is drawn as a whole."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout


class Helper(FormHelper):
    """crispy-forms' helper with the project's pack, and no field ever dropped.

    The pack is named on every helper: crispy-forms 2.7 keeps a helper's pack on the shared,
    cached template node, where a helper without one would find another's.
    """

    template_pack = "nhsuk"
    render_unmentioned_fields = True
    include_media = False

    def __init__(self, layout: Layout, **attributes: Any) -> None:
        super().__init__()
        self.layout = layout
        # The browser's own messages would stand before ours, and only one at a time.
        self.attrs = {"novalidate": True, "data-cto-form": "", **attributes}
