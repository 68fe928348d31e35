// @ts-check
// The key above the entries as a filter by kind: several may be chosen, the address keeps them, a link to a hidden entry lets them go.

(() => {
  const { main, word } = mx;
  const key = main.querySelector(".mx-key");
  const entries = /** @type {HTMLElement[]} */ ([...main.querySelectorAll("article.mx-entry[data-kinds]")]);
  if (!key || !entries.length) return;

  const count = mx.make("span", "mx-key-count");
  count.setAttribute("role", "status");
  const buttons = /** @type {HTMLElement[]} */ ([...key.querySelectorAll(".mx-key-item[data-kind]")]).map((item) => {
    const button = mx.button("mx-key-item", "", () => {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      apply();
    });
    button.dataset.kind = item.dataset.kind;
    button.setAttribute("aria-pressed", "false");
    button.replaceChildren(...item.childNodes);
    item.replaceWith(button);
    return button;
  });
  key.append(" ", count);

  function apply() {
    const kinds = buttons.filter((button) => button.getAttribute("aria-pressed") === "true").map((button) => button.dataset.kind ?? "");
    for (const entry of entries) {
      const own = entry.dataset.kinds?.split(" ") ?? [];
      entry.hidden = kinds.length > 0 && !kinds.some((kind) => own.includes(kind));
    }
    const shown = entries.filter((entry) => !entry.hidden).length;
    const values = { shown, number: entries.length };
    count.textContent = kinds.length ? word("shown", "{shown} of {number} studies shown", values) : word("shownAll", "All {number} studies shown", values);
    mx.keep("kind", kinds.join());
    mx.keepBar();
  }

  /** @param {string[]} kinds */
  function choose(kinds) {
    for (const button of buttons) button.setAttribute("aria-pressed", String(kinds.includes(button.dataset.kind ?? "")));
    apply();
  }

  document.addEventListener("mx-reveal", (event) => {
    if (event.target instanceof Element && event.target.closest(".mx-entry[hidden]")) choose([]);
  });

  if (mx.state("kind")) choose(mx.state("kind").split(","));
})();
