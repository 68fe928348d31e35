// @ts-check
// Notes: what a link leads to, shown by pointer, focus or a first tap, without leaving one's place (WCAG 1.4.13).

(() => {
  if (!("popover" in HTMLElement.prototype)) return; // titles stay, links work
  const TRIGGER = "a.mx-to-study[href], a.mx-to-cell[href], a.footnote-reference[href^='#'], a.reference[title], a[data-mx-title]";
  const SHOW_AFTER = 300;
  const HIDE_AFTER = 250;

  const { main, word, make } = mx;
  const templates = [...document.querySelectorAll("template.mx-notes")].flatMap((template) => [
    ...(/** @type {HTMLTemplateElement} */ (template).content.querySelectorAll("[data-href]")),
  ]);
  const note = make("div", "mx-hint");
  note.popover = "manual";
  note.setAttribute("role", "note");

  /** @type {HTMLAnchorElement | null} */
  let trigger = null;
  /** @type {HTMLAnchorElement | null} */
  let dismissed = null;
  let returning = false;
  let timer = 0;
  let touched = false;

  // A title would be shown by the browser as well, and to a mouse only.
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (main.querySelectorAll("a.reference[title]"))) {
    link.dataset.mxTitle = link.title;
    link.removeAttribute("title");
  }

  /** @param {string} text */
  const firstSentence = (text) => {
    const sentences = "Segmenter" in Intl ? new Intl.Segmenter(document.documentElement.lang || "en", { granularity: "sentence" }).segment(text) : [];
    return [...sentences][0]?.segment.trim() ?? text;
  };

  /** Say what an entry of this page is. @param {HTMLElement} entry */
  function ofEntry(entry) {
    const head = entry.querySelector(".mx-headline");
    const marks = [...(head?.querySelectorAll(":scope > .mx-kind, :scope > .mx-hidden") ?? [])].map((mark) => mark.cloneNode(true));
    const annotation = entry.querySelector(".mx-annotation > p")?.textContent ?? "";
    return [
      make("p", "mx-hint-head", ...marks, " ", make("b", "", mx.headline(entry))),
      make("p", "mx-note-short", entry.dataset.short ?? ""),
      make("p", "", entry.dataset.first ?? firstSentence(annotation)),
    ];
  }

  /** Say what a link leads to, if that is known here. @param {HTMLAnchorElement} link @returns {Node[]} */
  function about(link) {
    const href = link.getAttribute("href") ?? "";
    const target = href.startsWith("#") ? mx.named(href) : null;
    if (target?.matches("article.mx-entry")) return ofEntry(target);
    if (target?.matches("aside.footnote")) return [...target.querySelectorAll(":scope > :not(.label)")].map((part) => part.cloneNode(true));
    const address = (/** @type {string} */ href) => templates.find((item) => item.getAttribute("data-href") === href);
    const found = address(href) ?? (link.matches(".mx-to-cell") ? address(href.split("#")[0]) : undefined);
    return found ? [...found.cloneNode(true).childNodes] : [];
  }

  /** @param {HTMLAnchorElement} link */
  function goOn(link) {
    const labels = { "mx-to-study": word("goStudy", "Go to the study"), "mx-to-cell": word("goCell", "Go to the cell"), "footnote-reference": word("goNote", "Go to the note") };
    const label = Object.entries(labels).find(([name]) => link.classList.contains(name))?.[1] ?? word("go", "Go there");
    const go = /** @type {HTMLAnchorElement} */ (make("a", "mx-hint-go", label));
    go.href = link.getAttribute("href") ?? "";
    go.tabIndex = -1; // for finger and mouse: by keyboard the link itself is in hand, and Enter goes
    const key = link.matches(".mx-to-study") ? decodeURIComponent(link.hash.slice(1)) : "";
    const number = key ? mx.places(key).length : 0;
    if (number < 2) return [go];
    const all = mx.button("mx-show", word("showAll", "Show all {number} places", { number }));
    all.dataset.key = key;
    return [go, " · ", all];
  }

  /** Fill the note for a link; a note that would say nothing is not shown. @param {HTMLAnchorElement} link */
  function fill(link) {
    const said = link.dataset.mxTitle;
    const content = [...about(link), ...(said ? [make("p", "mx-hint-said", said)] : [])];
    const text = make("div", "mx-hint-text", ...content);
    text.id = "mx-hint-text";
    for (const element of text.querySelectorAll("[id]")) element.removeAttribute("id");
    for (const inner of text.querySelectorAll("a")) inner.replaceWith(...inner.childNodes); // the note has one way on
    note.replaceChildren(text, make("p", "mx-hint-ways", ...goOn(link)));
    return content.length > 0;
  }

  /** @param {HTMLAnchorElement} link */
  function show(link) {
    clearTimeout(timer);
    if (link === trigger) return;
    hide();
    if (!fill(link)) return;
    trigger = link;
    link.after(note); // so that Tab goes from the link into its note
    link.classList.add("mx-noted");
    link.setAttribute("aria-describedby", "mx-hint-text");
    note.showPopover();
    if (!CSS.supports("position-area: block-end")) place(link);
  }

  /** Place the note where the style sheet cannot: under the link, else above it, inside the window. @param {HTMLElement} link */
  function place(link) {
    const at = link.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = note;
    const below = at.bottom + height + 8 < innerHeight || at.top < height + 8;
    const left = Math.max(8, Math.min(at.left + at.width / 2 - width / 2, document.documentElement.clientWidth - width - 8));
    note.style.cssText = `position: absolute; inset: auto; left: ${left + scrollX}px; top: ${scrollY + (below ? at.bottom + 4 : at.top - height - 4)}px`;
  }

  function hide() {
    clearTimeout(timer);
    if (!trigger) return;
    trigger.classList.remove("mx-noted");
    trigger.removeAttribute("aria-describedby");
    trigger = null;
    note.remove(); // and so out of the top layer
  }

  /** @param {EventTarget | null} target @returns {HTMLAnchorElement | null} */
  const linkAt = (target) => (target instanceof Element && main.contains(target) && !target.closest(".mx-hint") ? target.closest(TRIGGER) : null);

  function hideSoon() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!trigger?.matches(":hover, :focus-visible") && !note.matches(":hover, :focus-within")) hide();
    }, HIDE_AFTER);
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = linkAt(event.target);
    if (link !== dismissed) dismissed = null;
    if (link && link !== dismissed && link !== trigger) {
      clearTimeout(timer);
      timer = setTimeout(show, SHOW_AFTER, link);
    } else if (link || note.contains(/** @type {Node} */ (event.target))) clearTimeout(timer);
    else hideSoon();
  });
  document.documentElement.addEventListener("pointerleave", hideSoon);

  document.addEventListener("focusin", (event) => {
    const link = linkAt(event.target);
    if (returning) return;
    if (link?.matches(":focus-visible")) show(link);
    else if (!link && !note.contains(/** @type {Node} */ (event.target))) hide();
  });
  document.addEventListener("focusout", hideSoon);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (!trigger) clearTimeout(timer);
    else {
      dismissed = trigger;
      returning = true;
      if (note.contains(document.activeElement)) trigger.focus({ preventScroll: true });
      returning = false;
      hide();
    }
  });

  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    const target = /** @type {Node} */ (event.target);
    if (!note.contains(target) && !trigger?.contains(target)) hide();
  });
  document.addEventListener("click", (event) => {
    const link = linkAt(event.target);
    if (link && touched && link !== trigger) {
      show(link);
      if (link === trigger) event.preventDefault(); // the first tap; a second one, or the link in the note, goes
    } else if (link || (event.target instanceof Element && event.target.closest(".mx-hint :is(a, button)"))) setTimeout(hide);
  });
})();
