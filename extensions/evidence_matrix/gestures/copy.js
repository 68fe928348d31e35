// @ts-check
// A link to a passage: one button, which goes to the passage in hand. By keyboard that is the passage whose link has the focus,
// and the button is what Tab comes to after the passage's last link; a button in each would double the stops of the page.

(() => {
  const { main, word } = mx;
  const WORDS = 6;
  const label = word("copy", "Copy link");
  const button = mx.button("mx-copy", label, copy);
  /** @type {HTMLElement | null} */
  let passage = null;

  /** @param {EventTarget | null} target */
  function follow(target) {
    if (!(target instanceof Element) || target.closest(".mx-hint, .mx-copy, .mx-copy-field, .mx-bar")) return;
    const found = /** @type {HTMLElement | null} */ (target.closest(mx.PASSAGE));
    if (found === passage || (button === document.activeElement && !target.closest("a"))) return;
    passage?.classList.remove("mx-in-hand");
    passage = found;
    button.textContent = label;
    if (!passage) return button.remove();
    passage.classList.add("mx-in-hand");
    passage.append(button);
  }

  /** Give the passage's address, with its first words where browsers can look for them. @param {HTMLElement} place */
  function address(place) {
    const copy = /** @type {HTMLElement} */ (place.cloneNode(true));
    for (const added of copy.querySelectorAll(".mx-copy, .mx-hint, .mx-bar")) added.remove();
    const first = (copy.textContent ?? "").trim().split(/\s+/).slice(0, WORDS).join(" ");
    const text = "fragmentDirective" in document ? `:~:text=${encodeURIComponent(first).replaceAll("-", "%2D")}` : "";
    return `${location.href.split(/[?#]/)[0]}#${place.id}${text}`;
  }

  /** Copy as one had to before the clipboard could be asked; it still is what works on plain http. @param {string} text */
  function copyOldWay(text) {
    const field = /** @type {HTMLTextAreaElement} */ (mx.make("textarea", "mx-hidden mx-copy-field"));
    field.value = text;
    main.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    button.focus({ preventScroll: true });
  }

  async function copy() {
    if (!passage) return;
    const text = address(passage);
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      copyOldWay(text);
    }
    button.textContent = word("copied", "Copied");
    mx.say(word("linkCopied", "Link copied"));
  }

  document.addEventListener("pointerover", (event) => follow(event.target));
  document.addEventListener("focusin", (event) => follow(event.target));
})();
