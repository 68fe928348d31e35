// @ts-check
// Jumps: links inside go where they always went; here the place is opened and lit, and there is a way back.
// The way back is the browser's own history, so that its Back does the same.

(() => {
  const { main, word } = mx;
  const CAME_FROM = "mx-came-from";
  /** @type {Element | null} */
  let lit = null;
  let jumping = false;

  /** Remember across pages, where the browser lets us: the address that a link of ours leads to. @param {string} [address] */
  function cameFrom(address) {
    try {
      const found = sessionStorage.getItem(CAME_FROM);
      if (address) sessionStorage.setItem(CAME_FROM, address);
      else sessionStorage.removeItem(CAME_FROM);
      return found;
    } catch {
      return null;
    }
  }

  /** @param {Element} target */
  function arrive(target) {
    lit?.classList.remove("mx-arrived");
    lit = target.matches("article, aside, div") ? target : mx.passage(target);
    lit.classList.add("mx-arrived");
  }

  /** @param {boolean} possible */
  function offerBack(possible) {
    const back = mx.button("mx-back", word("back", "Back to where I was"), () => history.back());
    mx.show("back", possible ? lit : null, ...(possible ? [back] : []));
  }

  /** Note on the page of history that a jump ends at that there is a way back. */
  function landed() {
    jumping = false;
    history.replaceState({ ...history.state, mxBack: true }, "");
    offerBack(true);
  }

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link?.hash || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const here = link.pathname === location.pathname && link.host === location.host && link.protocol === location.protocol;
    const target = here ? mx.named(link.hash) : null;
    if (here ? !target || target === main || !main.contains(target) || link.matches(".headerlink") : !link.matches(".internal, .mx-hint-go")) return;
    const origin = /** @type {HTMLAnchorElement} */ (link.closest(".mx-hint")?.previousElementSibling ?? link);
    const at = { link: [...document.links].indexOf(origin), y: scrollY };
    history.replaceState({ ...history.state, mxAt: at }, "");
    if (!target) {
      cameFrom(link.href);
      return;
    }
    mx.reveal(target);
    arrive(target);
    if (link.hash === location.hash) {
      // To the place where we are: a browser would add nothing to its history, and Back would lead too far.
      event.preventDefault();
      history.pushState(null, "", location.href);
      mx.scroll(target);
      landed();
    } else jumping = true;
  });

  addEventListener("hashchange", () => {
    if (jumping) landed();
  });

  /** Return to where a jump began: position, and focus on the link. @param {any} state */
  function restore(state) {
    offerBack(Boolean(state?.mxBack));
    const link = state?.mxAt && document.links[state.mxAt.link];
    if (!link) return;
    mx.reveal(link);
    requestAnimationFrame(() => {
      scrollTo({ top: state.mxAt.y, behavior: "instant" });
      link.focus({ preventScroll: true });
    });
  }

  addEventListener("popstate", (event) => {
    if (jumping) return;
    const target = mx.named(location.hash);
    if (target) mx.reveal(target);
    restore(event.state);
  });

  mx.bar.addEventListener("mx-close", () => {
    if (lit instanceof HTMLElement && mx.bar.contains(document.activeElement)) mx.land(lit);
    offerBack(false);
  });

  const target = mx.named(location.hash);
  const jumped = cameFrom() === location.href;
  if (target && main.contains(target) && target !== main) {
    const hidden = !target.checkVisibility?.();
    mx.reveal(target);
    arrive(target);
    if (hidden) mx.scroll(target);
    if (jumped) landed();
  }
  if (/** @type {PerformanceNavigationTiming | undefined} */ (performance.getEntriesByType("navigation")[0])?.type === "back_forward") restore(history.state);
  else if (history.state?.mxBack) offerBack(true);
})();
