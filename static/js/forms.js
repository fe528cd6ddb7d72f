// Leaving a page with unsaved text asks first; a form is sent once.
// The server has the last word on both: it keeps what was typed, and a repeated POST has one effect.

const picture = (form) => new URLSearchParams(
  [...new FormData(form)].filter(([, value]) => typeof value === "string"),
).toString();

export function guardForms() {
  const guarded = [...document.querySelectorAll("form[data-cto-form][method=post]")];
  const before = new Map(guarded.map((form) => [form, picture(form)]));
  let sending = false;

  const rested = (form) => {
    sending = false;
    delete form.dataset.sent;
  };

  for (const form of guarded) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) {
        event.preventDefault();
        return;
      }
      form.dataset.sent = "yes";
      sending = true;
      setTimeout(rested, 8000, form); // the answer may have been a download, or never have come
    });
  }

  // A form sent back with errors holds text that is nowhere saved, although nobody touched it since.
  const unsaved = () => guarded.some(
    (form) => form.hasAttribute("data-unsaved") || picture(form) !== before.get(form),
  );

  window.addEventListener("beforeunload", (event) => {
    if (!sending && unsaved()) event.preventDefault();
  });

  // Back to this page from the browser's memory: it may be sent again.
  window.addEventListener("pageshow", () => {
    for (const form of guarded) rested(form);
  });
}
