// @ts-check
// What the gestures share. Classic scripts, because browsers refuse modules on file://; the one global is `mx`.
// Without any of them the page is complete: these only add to links, lists and folds that are there.

const mx = (() => {
  const words = document.getElementById("mx-words")?.dataset ?? {};
  const main = /** @type {HTMLElement} */ (document.querySelector("main, [role=main]") ?? document.body);
  const PASSAGE = ["p", "li", "blockquote"].map((tag) => `${tag}[id*="--"]`).join();

  /**
   * Give a phrase in the page's language, `{name}` filled in.
   * @param {string} key @param {string} english @param {Record<string, string | number>} [values]
   */
  const word = (key, english, values = {}) => (words[key] ?? english).replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

  /** @param {string} tag @param {string} classes @param {(string | Node)[]} children */
  function make(tag, classes, ...children) {
    const element = document.createElement(tag);
    element.className = classes;
    element.append(...children);
    return element;
  }

  /** @param {string} classes @param {string} label @param {() => void} [act] */
  function button(classes, label, act) {
    const element = /** @type {HTMLButtonElement} */ (make("button", `mx-button ${classes}`, label));
    element.type = "button";
    if (act) element.addEventListener("click", act);
    return element;
  }

  const status = make("p", "mx-hidden");
  status.setAttribute("role", "status");
  main.append(status);

  /** Tell those who listen to the page. @param {string} text */
  const say = (text) => {
    status.textContent = text;
  };

  /** Find what a fragment names; browsers take it percent-encoded. @param {string} hash */
  function named(hash) {
    try {
      return document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch {
      return null;
    }
  }

  /** Give the passage that an element is in or stands for, of a section its heading. @param {Element} element */
  const passage = (element) =>
    /** @type {HTMLElement} */ (
      element.closest(PASSAGE) ?? element.closest("p, li, blockquote") ?? element.querySelector(":scope > :is(h2, h3, h4)") ?? element
    );

  /** Give the headline of an entry without its marks. @param {Element | null} entry */
  function headline(entry) {
    const head = /** @type {Element | undefined} */ (entry?.querySelector(".mx-headline")?.cloneNode(true));
    for (const mark of head?.querySelectorAll(".mx-kind, .mx-hidden, .headerlink") ?? []) mark.remove();
    return head?.textContent?.trim() ?? "";
  }

  /** Give the mentions of a study, wherever it is listed. @param {string} key */
  const mentions = (key) =>
    /** @type {HTMLAnchorElement[]} */ ([...main.querySelectorAll(`a.mx-to-study[href$="#${CSS.escape(key)}"]`)]).filter(
      (link) => !link.closest(".mx-hint"),
    );

  /**
   * Give the passages about a study, in the order of the page: what the entry says of itself, and what mentions it.
   * A footnote's mention belongs to the passage that refers to the footnote; one in an annotation is no place.
   * @param {string} key
   */
  function places(key) {
    const entry = document.getElementById(key);
    const said = [...(entry?.querySelectorAll('.mx-discussed a[href^="#"]') ?? [])].map((link) => named(/** @type {HTMLAnchorElement} */ (link).hash));
    const met = mentions(key).map((link) => {
      const note = link.closest("aside.footnote");
      return note ? main.querySelector(`a.footnote-reference[href="#${CSS.escape(note.id)}"]`) : link;
    });
    const found = new Set([...said, ...met].flatMap((element) => (element && !element.closest(".mx-entry") ? [passage(element)] : [])));
    return [...found].sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  }

  /** Open what hides an element; a filter that hides it hears of it. @param {Element} element */
  function reveal(element) {
    element.dispatchEvent(new CustomEvent("mx-reveal", { bubbles: true }));
    for (let fold = element.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) {
      if (!element.closest("summary") || element.closest("details") !== fold) fold.open = true;
    }
  }

  /** Scroll at once: a long page flying by helps nobody, and some it makes ill. @param {Element} element @param {ScrollLogicalPosition} [block] */
  const scroll = (element, block = "start") => element.scrollIntoView({ block, behavior: "instant" });

  /** Put the reader's place on an element that takes no focus of its own. @param {HTMLElement} element */
  function land(element) {
    if (!element.matches("a[href], button, summary")) element.tabIndex = -1;
    element.focus({ preventScroll: true });
  }

  /** @param {string} name */
  const state = (name) => new URLSearchParams(location.search).get(name) ?? "";

  /** Keep a choice in the address, so that a link shares it. @param {string} name @param {string} value */
  function keep(name, value) {
    const query = new URLSearchParams(location.search);
    if (state(name) === value) return;
    if (value) query.set(name, value);
    else query.delete(name);
    const search = query.size ? `?${String(query).replaceAll("%2C", ",")}` : "";
    try {
      history.replaceState(history.state, "", location.pathname + search + location.hash);
    } catch {
      // An old browser that lets no file:// address change: the choice holds, the link does not share it.
    }
  }

  // One bar at the foot of the window, for the study in hand and for the way back.
  const parts = { study: make("span", "mx-bar-part"), back: make("span", "mx-bar-part") };
  const close = button("mx-bar-close", word("close", "Close"), () => bar.dispatchEvent(new CustomEvent("mx-close")));
  const bar = make("div", "mx-bar", parts.study, parts.back, close);
  bar.hidden = true;
  bar.setAttribute("role", "region");
  bar.setAttribute("aria-label", word("bar", "Where you are"));
  main.append(bar);

  /**
   * Show a part of the bar, or with no content take it away. It stands in the section in hand, so that Tab soon comes to it.
   * @param {"study" | "back"} part @param {Element | null} near @param {(string | Node)[]} content
   */
  function show(part, near, ...content) {
    parts[part].replaceChildren(...content);
    bar.hidden = !parts.study.hasChildNodes() && !parts.back.hasChildNodes();
    if (near && !bar.contains(document.activeElement)) (near.closest("article.mx-entry, section") ?? main).append(bar);
  }

  /** Keep the bar in sight when the fold or entry that it stood in is hidden. */
  function keepBar() {
    if (!bar.hidden && bar.parentElement?.closest("[hidden], details:not([open])")) main.append(bar);
  }

  return { main, PASSAGE, word, make, button, say, named, passage, headline, mentions, places, reveal, scroll, land, state, keep, bar, show, keepBar };
})();
