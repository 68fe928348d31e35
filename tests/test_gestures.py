"""What a reader can do with a page: by mouse, keyboard and touch, from a folder with no network, and what is left without scripts.

Every page here is opened from the disk, and none may report an error.
"""

from __future__ import annotations

import functools
import gzip
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from evidence_matrix.html.gestures import joined
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from support import Project

MATRICES = """
[matrices.drugs]
title = "Drugs Matrix"
levels = [{ code = "A", name = "Interventions" }, { code = "B", name = "Practitioners" }]
types = [{ code = "1", name = "Reducing harm" }, { code = "2", name = "Every treatment" }]
"""
SOURCES = "\n".join(
    f"@article{{{key}-{year}, author = {{{key.title()}, Ann}}, title = {{On {key}}}, journal = {{Journal}}, year = {{{year}}}}}"
    for key, year in (("adams", 2001), ("baker", 2004), ("cole", 2010), ("dale", 2015))
)
FILLER = "\n\n".join(["Text that stands between what matters, so that the page is longer than a window is high. " * 4] * 12)
CELL = f"""---
cell: A1
status: reviewed
---

# Needles save lives

They are cheap and they work.

:::{{study}} adams-2001 Fewer infections where needles are free
:kind: seminal

A city gave needles away. Infections fell in both years.
:::

:::{{study}} baker-2004 Opening hours decide who comes
:kind: key, review
:ask: When is your counter open?

Late opening brought new people, as {{study}}`adams-2001` had foreseen.
:::

:::{{study}} cole-2010 How to run a counter
:kind: guidance

Keep it open.
:::

::::{{bite}} about
The other end is in {{cell}}`B1`.
::::

::::{{bite}} issue Does it last?
:name: last

It held in {{study}}`one city <adams-2001>`, and so did [late opening](#baker-2004 "Nights above all").
There is [the manual](#cole-2010) too.

{FILLER}

Others are less sure.[^doubt] Look at {{study}}`the same city <adams-2001>` again, or at {{study}}`the other cell's <drugs/B1:dale-2015>`.

:::{{dropdown}} More
Folded words.
:::

[^doubt]: Three letters to the editor.
::::

::::{{bite}} issue Who pays?
:name: pays

The payer was {{study}}`the city <adams-2001>`, at first.

{FILLER}
::::
"""
OTHER = f"""---
cell: B1
status: reviewed
---

# Staff are the difference

It is who hands them over.

:::{{study}} dale-2015 A smile brings people back
:kind: key

People came back for the smile. They said so.
:::

::::{{bite}} issue Is it the smile?
:name: smile

{FILLER}

People say {{study}}`the smile <dale-2015>`.
::::
"""
FILES = {
    "cells/matrices.toml": MATRICES,
    "cells/sources.bib": SOURCES,
    "cells/drugs/index.md": "---\nmatrix: drugs\n---\n\n# Drugs Matrix\n\n:::{matrix-grid} drugs\n:::\n",
    "cells/drugs/a1.md": CELL,
    "cells/drugs/b1.md": OTHER,
    "cells/drugs/a2.md": "---\ncell: A2\nstatus: planned\n---\n\n# Not yet\n",
    "cells/drugs/row-1.md": "---\ncourse: row-1\n---\n\n# Harm first\n\nClinics come first: {study}`B1:dale-2015`.\n",
}
MENTION = "#last--adams-2001 .mx-to-study[href='#adams-2001']"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = Project(tmp_path_factory.mktemp("gestures"), FILES, {}).build("html")
    assert project.warnings == []
    return project.outdir


def opened(context: BrowserContext, errors: list[str]) -> Page:
    """Return a page that notes what goes wrong in it."""
    page = context.new_page()
    page.set_default_timeout(5000)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text))
    return page


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def new(**options: Any) -> Page:
        contexts.append(browser.new_context(**{"viewport": {"width": 1366, "height": 800}, "reduced_motion": "reduce", **options}))
        return opened(contexts[-1], errors)

    yield new
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()


@pytest.fixture
def phone(new_page: Callable[..., Page]) -> Page:
    return new_page(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)


@pytest.fixture
def cell(built: Path) -> str:
    return (built / "cells" / "drugs" / "a1.html").as_uri()


def note(page: Page) -> Locator:
    return page.locator(".mx-hint")


def bar(page: Page) -> Locator:
    return page.locator(".mx-bar")


def show_all(page: Page) -> Locator:
    return page.locator("#adams-2001 .mx-show")


def has_focus(page: Page, selector: str) -> None:
    page.wait_for_function("selector => document.activeElement?.matches(selector)", arg=selector)


def address(page: Page, ending: str) -> None:
    page.wait_for_function("ending => decodeURIComponent(location.href).endsWith(ending)", arg=ending)


def in_window(element: Locator) -> None:
    expect(element).to_be_in_viewport(ratio=0.99)  # a window scrolls by whole pixels, and a line may begin at half of one


# Notes.

HERE = ["S", "Fewer infections where needles are free", "Adams, 2001", "A city gave needles away.", "Go to the study", "Show all 3 places"]
ELSEWHERE = ["A smile brings people back", "Dale, 2015", "People came back for the smile.", "Go to the study"]


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (MENTION, HERE),
        ("#last--adams-2001 [href='#baker-2004']", ["Opening hours decide who comes", "Nights above all", "Go to the study"]),
        ("[href='b1.html#dale-2015'] >> nth=0", ELSEWHERE),
        ("#about a.mx-to-cell", ["Staff are the difference", "It is who hands them over.", "Go to the cell"]),
        ("a.footnote-reference", ["Three letters to the editor.", "Go to the note"]),
    ],
    ids=["study", "with the author's note", "study elsewhere", "cell", "footnote"],
)
def test_a_note_says_what_a_link_leads_to(page: Page, cell: str, link: str, words: list[str]) -> None:
    page.goto(f"{cell}?open=bite")
    page.locator(f".mx-fold-body {link}" if link.startswith("[") else link).hover()
    for text in words:
        expect(note(page)).to_contain_text(text)
    in_window(note(page))


def test_a_note_stays_under_the_pointer_and_goes_when_it_leaves(page: Page, cell: str) -> None:
    page.clock.install()
    page.goto(f"{cell}#last")
    page.locator(MENTION).hover()
    page.clock.run_for(300)
    expect(note(page)).to_be_visible()
    note(page).hover()
    page.clock.run_for(5000)
    expect(note(page)).to_be_visible()
    page.mouse.move(1, 1)
    expect(note(page)).to_be_visible()
    page.clock.run_for(250)
    expect(note(page)).to_have_count(0)


def test_passing_over_a_link_shows_nothing(page: Page, cell: str) -> None:
    page.clock.install()
    page.goto(f"{cell}#last")
    page.locator(MENTION).hover()
    page.clock.run_for(250)
    page.mouse.move(1, 1)
    page.clock.run_for(5000)
    expect(note(page)).to_have_count(0)


def test_escape_puts_a_note_away_and_leaves_the_pointer_and_the_focus_where_they_are(page: Page, cell: str) -> None:
    page.goto(f"{cell}#last")
    page.locator(MENTION).hover()
    expect(note(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(note(page)).to_have_count(0)
    page.locator(MENTION).focus()
    expect(note(page)).to_be_visible()
    page.keyboard.press("Tab")
    has_focus(page, ".mx-hint .mx-show")
    page.keyboard.press("Escape")
    expect(note(page)).to_have_count(0)
    has_focus(page, MENTION)


def test_by_keyboard_focus_shows_a_note_and_describes_the_link(page: Page, cell: str) -> None:
    page.goto(f"{cell}#last")
    page.locator(MENTION).focus()
    expect(page.locator(MENTION)).to_have_accessible_description(
        "Seminal: Fewer infections where needles are free Adams, 2001 A city gave needles away."
    )
    page.locator("#last--adams-2001 [href='#cole-2010']").focus()
    expect(note(page)).to_contain_text("How to run a counter")
    expect(page.locator("[aria-describedby]")).to_have_count(1)
    page.locator(".mx-fold > summary").focus()
    expect(note(page)).to_have_count(0)


def test_a_title_is_not_shown_twice(page: Page, cell: str) -> None:
    page.goto(cell)
    assert page.locator("a.mx-to-study[title]").count() == 0


def test_on_touch_the_first_tap_shows_and_the_link_in_the_note_goes(phone: Page, cell: str) -> None:
    phone.goto(f"{cell}#last")
    phone.locator(MENTION).tap()
    in_window(note(phone))
    assert phone.url.endswith("#last")
    phone.locator("#last h3").tap()
    expect(note(phone)).to_have_count(0)
    phone.locator(MENTION).tap()
    phone.get_by_role("link", name="Go to the study").tap()
    address(phone, "#adams-2001")
    in_window(phone.locator("#adams-2001 .mx-headline"))


def test_on_touch_a_second_tap_goes_too(phone: Page, cell: str) -> None:
    phone.goto(f"{cell}#last")
    phone.locator(MENTION).tap()
    expect(note(phone)).to_be_visible()
    phone.locator(MENTION).tap()
    address(phone, "#adams-2001")


def test_a_note_fits_a_narrow_window_wherever_its_link_stands(phone: Page, cell: str) -> None:
    phone.goto(f"{cell}?open=bite")
    for link in phone.locator(".mx-fold-body a:is(.mx-to-study, .mx-to-cell, .footnote-reference)").all():
        link.focus()
        in_window(note(phone))
    assert phone.evaluate("document.documentElement.scrollWidth") == 390


def test_without_anchor_positioning_a_note_is_placed_by_script(new_page: Callable[..., Page], cell: str) -> None:
    page = new_page(viewport={"width": 390, "height": 800})
    page.add_init_script("CSS.supports = () => false")
    page.goto(f"{cell}?open=bite")
    page.add_style_tag(content=".mx-hint { position-area: none !important; justify-self: auto !important }")
    for link in page.locator(".mx-fold-body a:is(.mx-to-study, .footnote-reference)").all():
        link.focus()
        in_window(note(page))


def test_notes_marks_and_the_bar_move_nothing(page: Page, cell: str) -> None:
    page.goto(f"{cell}#last")
    # From the second frame on: in the first the browser unfolds what the address names.
    page.evaluate("""() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
        window.shifts = [];
        new PerformanceObserver(list => shifts.push(...list.getEntries().map(e => e.value))).observe({ type: "layout-shift" });
        done();
    })))""")
    text = "(box => [box.x, box.width, box.height])(document.querySelector('#last .mx-text').getBoundingClientRect())"
    before = page.evaluate(text)
    page.locator(MENTION).focus()
    expect(note(page)).to_be_visible()
    during = page.evaluate(text)
    page.locator(MENTION).press("Tab")
    note(page).get_by_role("button").press("Enter")
    expect(bar(page)).to_be_visible()
    expect(page.locator(".mx-now .mx-copy, .mx-lit .mx-copy")).to_have_count(1)
    assert (during, page.evaluate(text)) == (before, before)
    assert page.evaluate("shifts") == []


# Jumps.


def jump_by_mouse(page: Page) -> None:
    page.locator(MENTION).click()


def jump_by_keyboard(page: Page) -> None:
    page.locator(MENTION).press("Enter")


def jump_by_touch(page: Page) -> None:
    page.locator(MENTION).tap()
    page.get_by_role("link", name="Go to the study").tap()


@pytest.mark.parametrize("back", ["bar", "browser"])
@pytest.mark.parametrize("jump", [jump_by_mouse, jump_by_keyboard, jump_by_touch])
def test_a_jump_lights_its_target_and_can_be_taken_back(
    new_page: Callable[..., Page], cell: str, jump: Callable[[Page], None], back: str
) -> None:
    page = new_page(has_touch=jump is jump_by_touch)
    page.goto(f"{cell}#last")
    page.evaluate("scrollBy({ top: -40, behavior: 'instant' })")
    before = page.evaluate("scrollY")
    jump(page)
    address(page, "#adams-2001")
    expect(page.locator("#adams-2001:target")).to_have_class("mx-entry mx-arrived")
    if back == "bar":
        bar(page).get_by_role("button", name="Back to where I was").click()
    else:
        page.go_back()
    address(page, "#last")
    has_focus(page, MENTION)
    page.wait_for_function("before => scrollY === before", arg=before)
    expect(bar(page)).to_be_hidden()


def test_by_keyboard_the_way_back_is_near(page: Page, cell: str) -> None:
    page.goto(f"{cell}#last")
    page.locator(MENTION).press("Enter")
    expect(bar(page)).to_be_visible()
    stops = page.evaluate("[...document.querySelectorAll('#adams-2001 :is(a, button)')].length")
    for _ in range(stops):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.mx-back')"):
            break
    page.keyboard.press("Enter")
    has_focus(page, MENTION)


def test_a_jump_to_where_one_is_goes_back_no_further(page: Page, cell: str) -> None:
    page.goto(f"{cell}#adams-2001")
    page.locator(".mx-fold > summary").click()
    page.locator(MENTION).click()
    expect(bar(page)).to_be_visible()
    page.get_by_role("button", name="Back to where I was").click()
    has_focus(page, MENTION)
    assert page.url.startswith(cell)


def test_jumps_are_taken_back_one_by_one(page: Page, cell: str) -> None:
    page.goto(f"{cell}#last")
    page.locator(MENTION).click()
    page.locator("#adams-2001 .mx-discussed a").last.click()
    address(page, "#pays--adams-2001")
    for ending in ("#adams-2001", "#last"):
        page.get_by_role("button", name="Back to where I was").click()
        address(page, ending)
    has_focus(page, MENTION)


@pytest.fixture(params=["disk", "server"])
def anywhere(request: pytest.FixtureRequest, built: Path) -> Iterator[str]:
    """Return the address of the folder: on the disk, and served. Ask for it before a page, which then is closed before the server is."""
    if request.param == "disk":
        yield built.as_uri()
        return

    class Quiet(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/favicon.ico":  # browsers ask for it unbidden, and report that it is not there
                self.send_response(204)
                self.end_headers()
            else:
                super().do_GET()

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(built)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_there_is_a_way_back_from_another_page(anywhere: str, page: Page) -> None:
    page.goto(f"{anywhere}/cells/drugs/a1.html#last")
    link = page.locator(".mx-fold-body [href='b1.html#dale-2015']").first
    link.click()
    address(page, "b1.html#dale-2015")
    expect(page.locator("#dale-2015.mx-arrived")).to_be_visible()
    page.get_by_role("button", name="Back to where I was").click()
    page.wait_for_url("**/a1.html*")
    has_focus(page, "[href='b1.html#dale-2015']")


def test_a_page_that_one_came_to_from_outside_offers_no_way_back(page: Page, cell: str) -> None:
    page.goto(f"{cell}#pays--adams-2001")
    expect(page.locator("#pays--adams-2001.mx-arrived")).to_be_visible()
    expect(bar(page)).to_be_hidden()


@pytest.mark.parametrize(("wish", "moves"), [("no-preference", "mx-fade"), ("reduce", "none")])
def test_the_fading_mark_respects_who_wants_no_motion(new_page: Callable[..., Page], cell: str, wish: str, moves: str) -> None:
    page = new_page(reduced_motion=wish)
    page.goto(f"{cell}#pays--adams-2001")
    assert page.evaluate("getComputedStyle(document.querySelector('.mx-arrived')).animationName") == moves


# Everything about a study.


def press_mouse(button: Locator) -> None:
    button.click()


def press_keyboard(button: Locator) -> None:
    button.press("Enter")


def press_touch(button: Locator) -> None:
    button.tap()


@pytest.mark.parametrize("press", [press_mouse, press_keyboard, press_touch])
def test_all_places_of_a_study_are_marked_counted_and_gone_through(
    new_page: Callable[..., Page], cell: str, press: Callable[[Locator], None]
) -> None:
    page = new_page(has_touch=True)
    page.goto(cell)
    press(show_all(page))
    marked = "[...document.querySelectorAll('.mx-lit')].filter(e => e.matches('p')).map(e => e.id)"
    assert page.evaluate(marked) == ["last--adams-2001", "last--adams-2001-2", "pays--adams-2001"]
    expect(page.locator("a.mx-to-study.mx-lit")).to_have_count(4)  # with the one in an annotation, which is no place
    expect(page.locator(".mx-rail li.mx-lit")).to_have_count(2)
    expect(bar(page)).to_contain_text("Fewer infections where needles are free · place 1 of 3")
    first, second, third = "last--adams-2001", "last--adams-2001-2", "pays--adams-2001"
    for button, place, number in (("Next", second, 2), ("Next", third, 3), ("Next", first, 1), ("Previous", third, 3)):
        press(bar(page).get_by_role("button", name=button))
        expect(page.locator(".mx-now")).to_have_id(place)
        expect(page.locator(".mx-now")).to_be_in_viewport()
        expect(bar(page)).to_contain_text(f"place {number} of 3")
    expect(page.get_by_role("status").filter(has_text="place 3 of 3: Who pays?")).to_have_count(1)
    press(bar(page).get_by_role("button", name="Close"))
    expect(bar(page)).to_be_hidden()
    expect(page.locator(".mx-lit")).to_have_count(0)
    has_focus(page, "#pays--adams-2001")


def test_by_keyboard_the_steps_are_in_hand_at_once(page: Page, cell: str) -> None:
    page.goto(cell)
    show_all(page).press("Enter")
    has_focus(page, ".mx-next")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(bar(page)).to_contain_text("place 3 of 3")


def test_the_study_in_hand_is_in_the_address(page: Page, new_page: Callable[..., Page], cell: str) -> None:
    page.goto(cell)
    show_all(page).click()
    page.wait_for_url("**/a1.html?study=adams-2001*")
    other = new_page()
    other.goto(page.url)
    expect(bar(other)).to_contain_text("place 1 of 3")
    expect(other.locator(".mx-now")).to_be_in_viewport()
    bar(other).get_by_role("button", name="Close").click()
    other.wait_for_function("!location.search.includes('study')")


def test_a_study_of_another_cell_has_its_places_too(page: Page, built: Path) -> None:
    page.goto(f"{(built / 'cells' / 'drugs' / 'row-1.html').as_uri()}?study=dale-2015")
    expect(bar(page)).to_contain_text("A smile brings people back · place 1 of 1")


def test_an_unknown_study_in_the_address_shows_nothing(page: Page, cell: str) -> None:
    page.goto(f"{cell}?study=nobody-1900")
    page.wait_for_function("location.search === ''")
    expect(bar(page)).to_be_hidden()


# A mention and its line in the margin.


@pytest.mark.parametrize("lit_by", [MENTION, "#last .mx-rail a[href='#adams-2001']"], ids=["mention", "line"])
@pytest.mark.parametrize("reach", ["hover", "focus"])
def test_a_mention_and_its_line_are_lit_together(page: Page, cell: str, lit_by: str, reach: str) -> None:
    page.goto(f"{cell}#last")
    getattr(page.locator(lit_by), reach)()
    expect(page.locator("#last .mx-rail li.mx-alight")).to_contain_text("Fewer infections")
    expect(page.locator("#last .mx-to-study.mx-alight")).to_have_count(2)
    page.locator(".mx-fold > summary").hover() if reach == "hover" else page.locator(".mx-fold > summary").focus()
    expect(page.locator(".mx-alight")).to_have_count(0)


# Folds.


@pytest.mark.parametrize("press", [press_mouse, press_keyboard, press_touch])
def test_all_folds_open_and_close_at_once(new_page: Callable[..., Page], cell: str, press: Callable[[Locator], None]) -> None:
    page = new_page(has_touch=True)
    page.goto(f"{cell}#last")
    total = page.locator("[role=main] details").count()
    press(page.get_by_role("button", name="Unfold all"))
    expect(page.locator("[role=main] details[open]")).to_have_count(total)
    address(page, "?open=all#last")
    press(page.get_by_role("button", name="Fold all", exact=True))
    expect(page.locator("[role=main] details[open]")).to_have_count(0)
    has_focus(page, ".mx-fold > summary")
    address(page, "a1.html#last")


@pytest.mark.parametrize("press", [press_mouse, press_keyboard, press_touch])
def test_the_fold_closes_from_its_end(new_page: Callable[..., Page], cell: str, press: Callable[[Locator], None]) -> None:
    page = new_page(has_touch=True)
    page.goto(f"{cell}?open=bite")
    press(page.get_by_role("button", name="Close Matrix Bite"))
    expect(page.locator(".mx-fold")).not_to_have_attribute("open", "")
    has_focus(page, ".mx-fold > summary")
    in_window(page.locator(".mx-fold > summary"))


@pytest.mark.parametrize(
    ("query", "opens"),
    [("?open=bite", 1), ("?open=all", 3), ("#last", 1), ("#last--adams-2001-2", 1), ("", 0), ("?study=adams-2001", 1)],
)
def test_a_link_says_what_is_unfolded(page: Page, cell: str, query: str, opens: int) -> None:
    page.goto(cell + query)
    expect(page.locator("[role=main] details[open]")).to_have_count(opens)


def test_what_a_reader_unfolds_is_in_the_address(page: Page, cell: str) -> None:
    page.goto(cell)
    page.locator(".mx-fold > summary").click()
    address(page, "?open=bite")
    page.locator(".mx-fold > summary").click()
    address(page, "a1.html")


def test_on_paper_all_is_open_and_afterwards_as_it_was(page: Page, cell: str) -> None:
    page.goto(cell)
    page.evaluate("addEventListener('beforeprint', () => { window.closed = document.querySelectorAll('details:not([open])').length })")
    page.pdf()
    assert page.evaluate("closed") == 0
    expect(page.locator("[role=main] details[open]")).to_have_count(0)
    address(page, "a1.html")


# The key as a filter.


def shown(page: Page) -> list[str]:
    return page.evaluate("[...document.querySelectorAll('.mx-entry')].filter(e => e.checkVisibility()).map(e => e.id)")


@pytest.mark.parametrize("press", [press_mouse, press_keyboard, press_touch])
def test_kinds_can_be_chosen(new_page: Callable[..., Page], cell: str, press: Callable[[Locator], None]) -> None:
    page = new_page(has_touch=True)
    page.goto(cell)
    review = page.get_by_role("button", name="Review 1")
    press(review)
    expect(review).to_have_attribute("aria-pressed", "true")
    assert shown(page) == ["baker-2004"]
    expect(page.locator(".mx-key [role=status]")).to_have_text("1 of 3 studies shown")
    press(page.get_by_role("button", name="Guidance 1"))
    assert shown(page) == ["baker-2004", "cole-2010"]
    address(page, "?kind=review,guidance")
    page.reload()
    assert shown(page) == ["baker-2004", "cole-2010"]
    for name in ("Review 1", "Guidance 1"):
        press(page.get_by_role("button", name=name))
    assert shown(page) == ["adams-2001", "baker-2004", "cole-2010"]
    expect(page.locator(".mx-key [role=status]")).to_have_text("All 3 studies shown")
    address(page, "a1.html")


def test_a_link_to_a_hidden_entry_lets_the_filter_go(page: Page, cell: str) -> None:
    page.goto(f"{cell}?kind=guidance#last")
    assert shown(page) == ["cole-2010"]
    page.locator(MENTION).click()
    in_window(page.locator("#adams-2001 .mx-headline"))
    assert "kind" not in page.url


def test_an_address_may_name_a_filter_and_an_entry_that_it_hides(page: Page, cell: str) -> None:
    page.goto(f"{cell}?kind=guidance#adams-2001")
    in_window(page.locator("#adams-2001 .mx-headline"))


# A link to a passage.


@pytest.mark.parametrize("clipboard", ["asked", "old way"])
@pytest.mark.parametrize("reach", ["hover", "focus", "tap"])
def test_the_link_of_a_passage_can_be_copied(new_page: Callable[..., Page], cell: str, reach: str, clipboard: str) -> None:
    page = new_page(has_touch=True, permissions=["clipboard-read", "clipboard-write"])
    if clipboard == "old way":
        page.add_init_script("navigator.clipboard.writeText = () => Promise.reject()")
    page.goto(f"{cell}#last")
    passage = page.locator("#pays--adams-2001")
    expect(passage.locator(".mx-copy")).to_have_count(0)
    if reach == "focus":
        passage.locator("a.mx-to-study").focus()
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")
        has_focus(page, "#pays--adams-2001 .mx-copy")
        page.keyboard.press("Enter")
    else:
        getattr(passage, reach)(position={"x": 5, "y": 5})
        getattr(passage.locator(".mx-copy"), "tap" if reach == "tap" else "click")()
    expect(passage.locator(".mx-copy")).to_have_text("Copied")
    expect(page.get_by_role("status").filter(has_text="Link copied")).to_have_count(1)
    assert page.evaluate("navigator.clipboard.readText()") == f"{cell}#pays--adams-2001:~:text=The%20payer%20was%20the%20city%2C%20at"
    expect(page.locator(".mx-copy")).to_have_count(1)


def test_a_copied_link_leads_to_the_passage(page: Page, cell: str) -> None:
    page.goto(f"{cell}#pays--adams-2001:~:text=The%20payer%20was%20the%20city%2C%20at")
    in_window(page.locator("#pays--adams-2001"))


# Without, and against all odds.


def test_without_scripts_all_is_there_and_every_link_works(new_page: Callable[..., Page], cell: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(cell)
    expect(page.locator("[role=main] button")).to_have_count(0)
    page.locator("#adams-2001 .mx-discussed a").first.click()
    in_window(page.locator(MENTION))
    assert page.locator("#last--adams-2001 [href='#baker-2004']").get_attribute("title") == "Nights above all"
    page.locator(MENTION).click()
    in_window(page.locator("#adams-2001 .mx-headline"))


def test_gestures_work_where_nothing_may_be_stored(page: Page, cell: str) -> None:
    page.add_init_script("Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no') } })")
    page.goto(f"{cell}#last")
    page.locator(".mx-fold-body [href='b1.html#dale-2015']").first.click()
    address(page, "b1.html#dale-2015")
    expect(page.locator("#dale-2015.mx-arrived")).to_be_visible()


def test_words_are_the_page_s_own_where_it_brings_them(page: Page, cell: str) -> None:
    page.add_init_script("""
        document.addEventListener("readystatechange", () => {
            const words = document.getElementById("mx-words") ?? document.body.appendChild(document.createElement("div"));
            words.id = "mx-words";
            words.dataset.showAll = "Alle {number} Stellen zeigen";
        }, { once: true });
    """)
    page.goto(cell)
    expect(show_all(page)).to_have_text("Alle 3 Stellen zeigen")


def test_the_scripts_are_small() -> None:
    assert len(gzip.compress(joined().encode(), 9)) <= 7168


def test_only_pages_with_something_to_do_load_the_scripts(built: Path) -> None:
    loading = {path.stem for path in (built / "cells" / "drugs").glob("*.html") if "gestures.js" in path.read_text(encoding="utf-8")}
    assert loading == {"a1", "a2", "b1", "row-1"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_gestures_add_passes_axe(browser: Browser, publication: Callable[..., Path], scheme: str) -> None:
    page = browser.new_page(color_scheme=scheme, reduced_motion="reduce")  # its console is axe's own, so nobody listens to it
    page.goto(f"{(publication('html') / 'cells' / 'drugs' / 'b5.html').as_uri()}?study=rossman-2011-madce&kind=key")
    page.locator(".mx-fold-body a.mx-to-study").first.focus()
    for added in (".mx-hint", ".mx-bar", ".mx-copy", ".mx-now", ".mx-key button[aria-pressed=true]"):
        expect(page.locator(added)).to_be_visible()
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in Axe().run(page).response["violations"]] == []
    page.close()


def test_the_publication_has_all_of_it(new_page: Callable[..., Page], publication: Callable[..., Path]) -> None:
    page = new_page(viewport={"width": 390, "height": 800})
    page.goto((publication("html") / "cells" / "drugs" / "b5.html").as_uri())
    page.locator(".mx-fold > summary").press("Enter")
    for link in page.locator(".mx-fold-body a:is(.mx-to-study, .footnote-reference)").all()[:12]:
        link.focus()
        in_window(note(page))
    page.locator(".mx-entry .mx-show").first.click()
    expect(bar(page)).to_contain_text("place 1 of")
    page.locator(".mx-key button").first.click()
    expect(page.locator(".mx-key [role=status]")).to_contain_text("studies shown")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
