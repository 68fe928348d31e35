// @ts-check
// Everything about a study: all its places marked and counted, with next and previous; and a mention lit with its line in the margin.

(() => {
  const { main, word } = mx;
  /** @type {HTMLElement[]} */
  let found = [];
  let now = 0;

  /** @param {string} key */
  function name(key) {
    const templates = /** @type {HTMLTemplateElement[]} */ ([...document.querySelectorAll("template.mx-notes")]);
    const note = templates.map((template) => template.content.querySelector(`[data-href$="#${CSS.escape(key)}"] b`)).find(Boolean);
    return mx.headline(document.getElementById(key)) || ((note ?? mx.mentions(key)[0])?.textContent ?? key);
  }

  function clear() {
    for (const lit of main.querySelectorAll(".mx-lit")) lit.classList.remove("mx-lit", "mx-now");
  }

  /** Mark all places of a study and go to the first, or be still; without a key, let it go. @param {string} key @param {boolean} [still] */
  function showStudy(key, still = false) {
    clear();
    found = key ? mx.places(key) : [];
    mx.keep("study", found.length ? key : "");
    if (!found.length) return mx.show("study", null);
    const lines = main.querySelectorAll(`.mx-rail a[href$="#${CSS.escape(key)}"]`);
    for (const item of [...found, ...mx.mentions(key), ...[...lines].map((link) => link.closest("li"))]) item?.classList.add("mx-lit");
    const count = mx.make("span", "mx-bar-count");
    const step = (/** @type {number} */ by) => () => go(now + by, count);
    const steps = [mx.button("mx-previous", word("previous", "Previous"), step(-1)), mx.button("mx-next", word("next", "Next"), step(1))];
    mx.show("study", found[0], mx.make("b", "mx-bar-head", name(key)), " · ", count, ...(found.length > 1 ? steps : []));
    go(0, count, still);
  }

  /** Go to a place; after the last comes the first. @param {number} number @param {HTMLElement} count @param {boolean} [still] */
  function go(number, count, still = false) {
    found[now]?.classList.remove("mx-now");
    now = (number + found.length) % found.length;
    const place = found[now];
    place.classList.add("mx-now");
    mx.reveal(place);
    count.textContent = word("place", "place {place} of {number}", { place: now + 1, number: found.length });
    const part = place.closest("section")?.querySelector("h2, h3, h4")?.firstChild?.textContent ?? "";
    mx.say([count.textContent, part].filter(Boolean).join(": "));
    if (!still) mx.scroll(place);
  }

  for (const line of main.querySelectorAll(".mx-entry[id] .mx-discussed:nth-child(1 of .mx-discussed)")) {
    const key = line.closest(".mx-entry")?.id ?? "";
    const number = mx.places(key).length;
    if (number < 2) continue; // one place: the link beside it leads there
    const all = mx.button("mx-show", word("showAll", "Show all {number} places", { number }));
    all.dataset.key = key;
    line.append(" ", all);
  }

  document.addEventListener("click", (event) => {
    const all = event.target instanceof Element ? /** @type {HTMLElement | null} */ (event.target.closest(".mx-show")) : null;
    if (!all?.dataset.key) return;
    showStudy(all.dataset.key);
    /** @type {HTMLElement | null} */ (mx.bar.querySelector(".mx-next"))?.focus({ preventScroll: true });
  });
  mx.bar.addEventListener("mx-close", () => {
    if (found[now] && mx.bar.contains(document.activeElement)) mx.land(found[now]);
    showStudy("");
  });

  // Lit together: a mention and its line beside the section.
  /** @param {EventTarget | null} target */
  function pairs(target) {
    const link = target instanceof Element ? target.closest("a.mx-to-study, .mx-rail a") : null;
    const href = link?.getAttribute("href");
    const part = link?.closest("section");
    if (!link || !href || !part) return [];
    const same = [...part.querySelectorAll("a.mx-to-study, .mx-rail a")].filter((other) => other.getAttribute("href") === href);
    return same.map((other) => (other.closest(".mx-rail") ? other.closest("li") : other));
  }

  /** @param {EventTarget | null} target */
  function alight(target) {
    const wanted = pairs(target);
    for (const lit of main.querySelectorAll(".mx-alight")) if (!wanted.includes(/** @type {HTMLElement} */ (lit))) lit.classList.remove("mx-alight");
    for (const item of wanted) item?.classList.add("mx-alight");
  }
  document.addEventListener("pointerover", (event) => alight(event.target));
  document.addEventListener("focusin", (event) => alight(event.target));
  document.addEventListener("focusout", () => alight(null));

  showStudy(mx.state("study"), Boolean(location.hash));
})();
