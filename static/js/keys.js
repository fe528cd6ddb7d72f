// Keys: a link or button with data-key="j" is pressed by that key, and "?" lists them.
// Keys of one letter rest while somebody types, and can be switched off (WCAG 2.1.4).

const CHOICE = "cto-single-keys"; // holds "off" or nothing: a preference, never anything typed

const byKey = (key) => document.querySelector(`[data-key="${CSS.escape(key)}"]`);

const isTyping = (element) =>
  element.isContentEditable ||
  element instanceof HTMLTextAreaElement ||
  element instanceof HTMLSelectElement ||
  (element instanceof HTMLInputElement &&
    !["checkbox", "radio", "button", "submit"].includes(element.type));

const press = (event, element) => {
  if (!element) return;
  event.preventDefault();
  element.click();
};

const remembered = () => {
  try {
    return localStorage.getItem(CHOICE);
  } catch {
    return null;
  }
};

const remember = (on) => {
  try {
    if (on) localStorage.removeItem(CHOICE);
    else localStorage.setItem(CHOICE, "off");
  } catch {
    // Storage is closed to us: the choice holds for this page.
  }
};

export function listenForKeys() {
  const list = document.getElementById("cto-keys");
  const singleKeys = document.getElementById("cto-keys-on");
  if (!list || !singleKeys) return;
  singleKeys.checked = remembered() !== "off";
  singleKeys.addEventListener("change", () => remember(singleKeys.checked));
  for (const opener of document.querySelectorAll("[data-opens-keys]")) {
    opener.hidden = false;
    opener.addEventListener("click", () => list.showModal());
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || list.open) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = event.target.closest("form") ?? document.querySelector("form[data-cto-form]");
      const save = form?.querySelector('[data-key="save"]'); // not always the first button
      press(event, save ?? form?.querySelector('button[type="submit"]'));
      return;
    }
    if (event.altKey && event.key === "PageDown") return press(event, byKey("j"));
    if (event.altKey && event.key === "PageUp") return press(event, byKey("k"));
    const single = !event.ctrlKey && !event.metaKey && !event.altKey && event.key.length === 1;
    if (!single || !singleKeys.checked || isTyping(event.target)) return;
    if (event.key === "?") {
      event.preventDefault();
      list.showModal();
    } else {
      press(event, byKey(event.key));
    }
  });
}
