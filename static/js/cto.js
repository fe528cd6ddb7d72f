// Conveniences. Every page works without them.
import { initAll } from "../vendor/nhsuk/nhsuk-frontend.min.js";
import { listenForKeys } from "./keys.js";
import { guardForms } from "./forms.js";

initAll();
listenForKeys();
guardForms();
