// @ts-check
// Folds: all at once, closed from their end, shared by a link, open on paper.

(() => {
  const { main, word } = mx;
  const fold = /** @type {HTMLDetailsElement | null} */ (main.querySelector("details.mx-fold"));
  const all = () => /** @type {NodeListOf<HTMLDetailsElement>} */ (main.querySelectorAll("details"));

  /** @param {boolean} open */
  function setAll(open) {
    for (const details of all()) details.open = open;
  }

  function remember() {
    const everything = [...all()].every((details) => details.open);
    mx.keep("open", !fold?.open ? "" : everything && all().length > 1 ? "all" : "bite");
  }

  /** Close the fold and go back to its head, which stays in sight. */
  function toSummary() {
    const summary = fold?.querySelector("summary");
    if (!fold || !summary) return;
    fold.open = false;
    summary.focus({ preventScroll: true });
    mx.scroll(summary, "nearest");
  }

  if (fold) {
    const title = fold.querySelector("summary :is(h2, h3)")?.textContent ?? "";
    fold.querySelector(".mx-fold-end")?.append(mx.button("mx-fold-close", word("closeFold", "Close {title}", { title }), toSummary));
    if (all().length > 1) {
      const unfold = mx.button("mx-unfold-all", word("unfoldAll", "Unfold all"), () => setAll(true));
      const foldAll = mx.button("mx-fold-all", word("foldAll", "Fold all"), () => {
        setAll(false);
        toSummary();
      });
      fold.querySelector(".mx-fold-tools")?.append(unfold, foldAll);
    }
    if (mx.state("open") === "all") setAll(true);
    else if (mx.state("open")) fold.open = true;
  }

  // `toggle` does not bubble.
  document.addEventListener(
    "toggle",
    (event) => {
      if (!(event.target instanceof HTMLDetailsElement) || printing) return;
      mx.keepBar();
      remember();
    },
    true,
  );

  /** @type {HTMLDetailsElement[]} */
  let closed = [];
  let printing = false;
  addEventListener("beforeprint", () => {
    if (printing) return;
    printing = true;
    closed = [...all()].filter((details) => !details.open);
    setAll(true);
  });
  addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
    printing = false;
  });
})();
