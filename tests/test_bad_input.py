"""Broken inputs: every mistake is told with its place, costs the smallest thing possible, and stops nothing.

In the texts below ⟵ marks a line that is warned about (twice where there are two warnings) and is taken out before the file is
written. The words of the Greek alphabet are what the author wrote: they must all be on the page, in that order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import pytest
from conftest import MakeProject
from lxml import etree
from support import Project

MARK = "⟵"
WHOLE = re.compile(r"\S+:\d+: WARNING: ")
GREEK = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega"
WORDS = re.compile(rf"\b({GREEK.replace(' ', '|')})\b", re.IGNORECASE)

MATRICES = """\
[matrices.drugs]
title = "Drugs"
levels = [{code = "A", name = "Interventions"}, {code = "B", name = "Practitioners"}]
types = [{code = "1", name = "Harm"}, {code = "2", name = "Generic"}]

[matrices.alcohol]
title = "Alcohol"
levels = [{code = "A", name = "Interventions"}]
types = [{code = "1", name = "Screening"}]
"""

SOURCES = """\
@article{taxman-2002, author = {Taxman, Faye}, title = {Supervision}, journal = {Probation}, year = {2002}, doi = {10.5555/t}}
@article{skeem-2007, author = {Skeem, Jennifer}, title = {Relationships}, journal = {Assessment}, year = {2007}, doi = {10.5555/s}}
@article{shared-1999, author = {Shared, Ann}, title = {Sharing}, journal = {Cells}, year = {1999}, doi = {10.5555/h}}
@article{unlisted-2011, author = {Unlisted, Bo}, title = {Apart}, journal = {Cells}, year = {2011}, doi = {10.5555/u}}
"""

NEIGHBOUR = """\
---
cell: A1
---

# The neighbour

Nothing is wrong here.

:::{study} shared-1999 Somebody else’s headline
:kind: key

Somebody else’s words.
:::
"""

SITE = {
    "cells/matrices.toml": MATRICES,
    "cells/sources.bib": SOURCES,
    "cells/drugs/a1.md": NEIGHBOUR,
    "cells/alcohol/a1.md": NEIGHBOUR,
}

CELL = """\
---
cell: B1
---

# Alpha

Beta.

"""

STUDY = """\
:::{study} taxman-2002 Gamma
:kind: key

Delta.
:::

"""


class Bad(NamedTuple):
    """A broken page, or another broken file, in a site that is else in order."""

    name: str
    warnings: list[str]
    """In the order of their marks; one that begins with a path has none."""
    text: str | bytes
    path: str = "cells/drugs/b1.md"
    others: Mapping[str, str | bytes] = {}
    without: str = ""
    """A file that is missing."""
    page: str = ""
    """What the page shows of the words, where that is not all of them in the order written."""


FRONT_MATTER = [
    Bad(
        "names that mean nothing",
        [
            "there is no topic 'opiods' (did you mean 'opioids'?) [matrix.front_matter]",
            "there is no cell 'alcohol/Z9' (did you mean 'alcohol/A1'?) [matrix.front_matter]",
        ],
        """\
---
cell: B1
topics: opiods⟵
superseded-by: alcohol/Z9⟵
---

# Alpha

Beta.
""",
        others={"cells/topics/opioids.md": "---\ntopic: opioids\n---\n\n# A topic\n\nIt crosses cells.\n"},
    ),
    Bad(
        "never closed",
        ["the front matter that opens here is never closed by a line of --- [matrix.front_matter]"],
        """\
---⟵
cell: B1

# Alpha

Beta.
""",
    ),
    Bad(
        "key twice",
        ["'status' stands twice; the one on line 3 counts [matrix.front_matter]"],
        """\
---
cell: B1
status: draft
status: reviewed⟵
---

# Alpha
""",
    ),
    Bad(
        "date that does not exist",
        ["'revised' is ignored: '2026-13-45' is not a date such as 2026-11-24 [matrix.front_matter]"],
        """\
---
cell: B1
revised: 2026-13-45⟵
status: draft
---

# Alpha
""",
    ),
    Bad(
        "date written otherwise",
        ["'searched' is ignored: '24 November 2026' is not a date such as 2026-11-24 [matrix.front_matter]"],
        """\
---
cell: B1
searched:
  where: PubMed
  date: 24 November 2026⟵
---

# Alpha
""",
    ),
    Bad(
        "bad date in a list",
        ["'changes' is ignored: '2026-02-30' is not a date such as 2026-11-24 [matrix.front_matter]"],
        """\
---
cell: B1
changes:
  - date: 2026-02-28
    text: First published.
  - date: 2026-02-30⟵
    text: Mended.
---

# Alpha
""",
    ),
    Bad(
        "colon without quotation marks",
        ["'query' is ignored: a value with a colon in it needs quotation marks around it [matrix.front_matter]"],
        """\
---
topic: opioids
query: treatment: opioids⟵
cells: drugs/A1
---

# Alpha
""",
        "cells/topics/opioids.md",
    ),
    Bad(
        "quotation mark never closed",
        ["'query' is ignored: a quotation mark is opened and never closed [matrix.front_matter]"],
        """\
---
topic: opioids
query: "treatment⟵
cells: drugs/A1
---

# Alpha
""",
        "cells/topics/opioids.md",
    ),
    Bad(
        "unknown key",
        ["'serched' is ignored: there is no such key (did you mean 'searched'?) [matrix.front_matter]"],
        """\
---
cell: B1
serched: 2026-11-24⟵
---

# Alpha
""",
    ),
    Bad(
        "list where text is wanted",
        ["'status' is ignored: it must be text, not a list or a mapping [matrix.front_matter]"],
        """\
---
cell: B1
status: [draft, reviewed]⟵
---

# Alpha
""",
    ),
    Bad(
        "text where a list is wanted",
        ["'changes' is ignored: it must be a list of mappings [matrix.front_matter]"],
        """\
---
cell: B1
changes: First published.⟵
---

# Alpha
""",
    ),
    Bad(
        "key that YAML takes for true",
        ["'on' is ignored: there is no such key [matrix.front_matter]"],
        """\
---
cell: B1
on: 2026-11-24⟵
---

# Alpha
""",
    ),
    Bad(
        "tab for indentation",
        [],
        """\
---
cell: B1
searched:
\tdate: 2026-11-24
---

# Alpha
""",
    ),
    Bad(
        "tab after the colon",
        [],
        """\
---
cell:\tB1
status:\tdraft
---

# Alpha
""",
    ),
    Bad(
        "alias of an anchor in another key",
        ["'searched' is ignored: found undefined alias 'day' [matrix.front_matter]"],
        """\
---
cell: B1
revised: &day 2026-11-24
searched: *day⟵
---

# Alpha
""",
    ),
    Bad(
        "anchor that holds itself",
        ["'changes' is ignored: it refers to itself [matrix.front_matter]"],
        """\
---
cell: B1
changes: &c [*c]⟵
---

# Alpha
""",
    ),
    Bad(
        "no mapping",
        ["'- cell' is not a key with a value [matrix.front_matter]"],
        """\
---
- cell⟵
- B1
---

# Alpha

Beta.
""",
    ),
    Bad(
        "sentence among the keys",
        ["'status' is ignored: a line below it is not a key with a value [matrix.front_matter]"],
        """\
---
cell: B1
status: draft
Here is what I did⟵
---

# Alpha
""",
    ),
    Bad(
        "no keys",
        [],
        """\
---
---

# Alpha

Beta.
""",
    ),
    Bad(
        "blank lines before it",
        ["the front matter must begin on the first line of the file [matrix.front_matter]"],
        """\

---⟵
cell: B1
---

# Alpha

Beta.
""",
    ),
    Bad(
        "unknown cell",
        ["the matrix 'drugs' has no cell 'B9' [matrix.cell]"],
        """\
---
status: draft
cell: B9⟵
---

# Alpha
""",
    ),
    Bad(
        "cell without a value",
        ["'cell' is ignored: it has no value [matrix.front_matter]"],
        """\
---
cell:⟵
---

# Alpha
""",
    ),
    Bad(
        "cell in the folder of another matrix",
        ["this page of 'alcohol' lies in the folder of 'drugs' [matrix.cell]"],
        """\
---
cell: alcohol/A1⟵
---

# Alpha
""",
        "cells/drugs/a1.md",
        {"cells/alcohol/a1.md": NEIGHBOUR.replace("cell: A1", "status: draft").replace(":::{study} shared-1999 ", "")},
    ),
    Bad(
        "cell of an unknown matrix",
        ["there is no matrix 'drug' (did you mean 'drugs'?) [matrix.cell]"],
        """\
---
cell: drug/B1⟵
---

# Alpha
""",
    ),
    Bad(
        "cell in a folder that is no matrix",
        ["the folder 'drgs' is not the name of a matrix (did you mean 'drugs'?) [matrix.cell]"],
        """\
---
cell: B1⟵
---

# Alpha
""",
        "cells/drgs/b1.md",
    ),
    Bad(
        "file named after another cell",
        ["the file is called 'b2' but says that it is the cell B1 [matrix.cell]"],
        """\
---
cell: B1⟵
---

# Alpha
""",
        "cells/drugs/b2.md",
    ),
    Bad(
        "two pages of one cell",
        ["the cell drugs/B1 has a page already: cells/drugs/another [matrix.cell]"],
        """\
---
cell: B1⟵
---

# Alpha
""",
        others={"cells/drugs/another.md": "---\ncell: B1\n---\n\n# The first\n"},
    ),
    Bad(
        "cell and course",
        ["a page cannot be both cell and course; cell counts [matrix.cell]"],
        """\
---
cell: B1
course: row-1⟵
---

# Alpha
""",
    ),
    Bad(
        "unknown course",
        ["there is no course 'row-3' (did you mean 'row-2'?); there are row-1, row-2, column-a, column-b [matrix.cell]"],
        """\
---
course: row-3⟵
---

# Alpha
""",
        "cells/drugs/row.md",
    ),
    Bad(
        "course written otherwise",
        ["there is no course 'Row 1' (did you mean 'row-1'?); there are row-1, row-2, column-a, column-b [matrix.cell]"],
        """\
---
course: Row 1⟵
---

# Alpha
""",
        "cells/drugs/row.md",
    ),
    Bad(
        "unknown matrix",
        ["there is no matrix 'drogs' (did you mean 'drugs'?) [matrix.cell]"],
        """\
---
matrix: drogs⟵
---

# Alpha
""",
        "cells/drugs/index.md",
    ),
    Bad(
        "unknown cell of a topic",
        ["'drugs/A9' is not the name of a cell (did you mean 'drugs/A2'?) [matrix.cell]"],
        """\
---
topic: opioids
cells: [drugs/A1, drugs/A9]⟵
---

# Alpha
""",
        "cells/topics/opioids.md",
    ),
    Bad(
        "misspelt status",
        [
            "'status' is ignored: 'reviwed' is not one of planned, searching, empty, draft, reviewed (did you mean 'reviewed'?)"
            " [matrix.front_matter]"
        ],
        """\
---
cell: B1
status: reviwed⟵
---

# Alpha
""",
    ),
    Bad(
        "misspelt part of a key",
        ["'searched' is ignored: 'were' is not one of date, where, query, found (did you mean 'where'?) [matrix.front_matter]"],
        """\
---
cell: B1
searched: {date: 2026-11-24, were: PubMed}⟵
---

# Alpha
""",
    ),
    Bad(
        "MyST's keys with values that it cannot use",
        [
            "top-level 'html_meta' key is deprecated, place under 'myst' key instead [myst.topmatter]",
            "top-level 'substitutions' key is deprecated, place under 'myst' key instead [myst.topmatter]",
            "'html_meta' must be of type <class 'dict'> (got 'words' that is a <class 'str'>). [myst.topmatter]",
            "'substitutions' must be of type <class 'dict'> (got 3 that is a <class 'int'>). [myst.topmatter]",
            "'myst' key not a dict: <class 'str'> [myst.topmatter]",
        ],
        """\
---⟵⟵⟵⟵⟵
cell: B1
tocdepth: deep
html_meta: words
substitutions: 3
myst: words
---

# Alpha
""",
    ),
]

OPTIONS = [
    Bad(
        "list over two lines",
        ["the value of 'related' runs over two lines; write it on one [matrix.wrapped_option]"],
        """\
:::{study} taxman-2002 Gamma
:kind: key
:related: skeem-2007,⟵
shared-1999

Delta.
:::
""",
    ),
    Bad(
        "words between options",
        [],
        """\
:::{study} taxman-2002 Gamma
:kind: key
Delta.
:free: 2026-11-24

Epsilon.
:::
""",
    ),
    Bad(
        "no space after an option's name",
        [
            "the study has no kind; write a line such as  :kind: seminal [matrix.entry]",
            "'kind' stands in the text, where it is no option; options stand right below the opening line [matrix.option]",
        ],
        """\
:::{study} taxman-2002 Gamma⟵
:kind:key⟵

Delta.
:::
""",
    ),
    Bad(
        "unknown option",
        ["'study' has no option 'knd' (did you mean 'kind'?); it has kind, free, pages, related, also, why, ask, note [matrix.option]"],
        """\
:::{study} taxman-2002 Gamma
:kind: key
:knd: key⟵

Delta.
:::
""",
    ),
    Bad(
        "values that YAML reads otherwise",
        [],
        """\
:::{study} taxman-2002 "Gamma": delta # epsilon
:kind: key
:why: 'Zeta' eta
:note: | theta > iota
:ask: # kappa: lambda # mu

> nu
:::
""",
        page="Alpha beta gamma delta epsilon nu zeta eta theta iota kappa lambda mu",
    ),
    Bad(
        "option over two lines",
        ["the value of 'why' runs over two lines; write it on one [matrix.wrapped_option]"],
        """\
:::{study} taxman-2002 Gamma
:kind: key
:why: zeta⟵
  eta
:ask: theta

Delta.
:::
""",
        page="Alpha beta gamma delta zeta eta theta",
    ),
    Bad(
        "opening line over two lines",
        ["the opening line runs over two lines; write it on one [matrix.wrapped_option]"],
        """\
:::{study} taxman-2002 Gamma delta
epsilon⟵
:kind: key

Zeta.
:::
""",
    ),
    Bad(
        "option without its second colon",
        ["':kind' wants a second colon to be an option, :kind:; it is read as a part of the opening line [matrix.wrapped_option]"],
        """\
:::{study} taxman-2002 Gamma
:kind key delta⟵
:kind: key

Epsilon.
:::
""",
    ),
    Bad(
        "options in a block",
        [],
        """\
:::{study} taxman-2002 Gamma
---
kind: key
why: "zeta": eta
---
Delta.
:::
""",
        page="Alpha beta gamma delta zeta eta",
    ),
    Bad(
        "bad option in a block",
        ["option 'free' is ignored: 'today' is not a date such as 2026-11-24 [matrix.option]"],
        """\
:::{study} taxman-2002 Gamma
---
kind: key
free: today⟵
---
Delta.
:::
""",
    ),
    Bad(
        "list in a block of options",
        [
            "the value of 'kind' runs over two lines; write it on one [matrix.wrapped_option]",
            "there is no kind '- key' (did you mean 'key'?); there are seminal, key, review, guidance [matrix.kind]",
        ],
        """\
:::{study} taxman-2002 Gamma
---
kind:⟵⟵
  - key
---
Delta.
:::
""",
    ),
    Bad(
        "block of options never closed",
        ["no second line of --- closes the options that this one opens [matrix.option]"],
        """\
:::{study} taxman-2002 Gamma
---⟵
kind: key

Delta.
:::
""",
    ),
    Bad(
        "option twice",
        ["option 'why' stands twice; the first one counts [matrix.option]"],
        """\
:::{study} taxman-2002 Gamma
:kind: key
:why: delta
:why: twice⟵

Epsilon.
:::
""",
        page="Alpha beta gamma epsilon delta",
    ),
    Bad(
        "free since no date",
        ["option 'free' is ignored: 'yes' is not a date such as 2026-11-24 [matrix.option]"],
        """\
:::{study} taxman-2002 Gamma
:kind: key
:free: yes⟵

Delta.
:::
""",
    ),
    Bad(
        "free at no web address",
        ["option 'free' is ignored: 'ftp://example.org/a' is not an http or https address [matrix.option]"],
        """\
:::{study} taxman-2002 Gamma
:kind: key
:free: 2026-11-24 ftp://example.org/a⟵

Delta.
:::
""",
    ),
    Bad(
        "free at an address that runs a script",
        ["option 'free' is ignored: 'javascript:alert(1)' is not an http or https address [matrix.option]"],
        """\
:::{study} taxman-2002 Gamma
:kind: key
:free: 2026-11-24 javascript:alert(1)⟵

Delta.
:::
""",
    ),
    Bad(
        "options without values",
        ["option 'ask' is ignored: it has no value [matrix.option]", "option 'related' is ignored: it has no value [matrix.option]"],
        """\
:::{study} taxman-2002 Gamma
:kind: key
:ask:⟵
:related:⟵

Delta.
:::
""",
    ),
    Bad(
        "option after a blank line",
        ["'ask' stands in the text, where it is no option; options stand right below the opening line [matrix.option]"],
        """\
:::{study} taxman-2002 Gamma
:kind: key

:ask: delta⟵

Epsilon.
:::
""",
    ),
    Bad(
        "option after the annotation",
        ["'ask' stands in the text, where it is no option; options stand right below the opening line [matrix.option]"],
        """\
:::{study} taxman-2002 Gamma
:kind: key

Delta.

:ask: epsilon⟵
:::
""",
    ),
    Bad(
        "blank line before the options",
        [],
        """\
:::{study} taxman-2002 Gamma

:kind: key
:ask: epsilon

Delta.
:::
""",
        page="Alpha beta gamma delta epsilon",
    ),
    Bad(
        "no blank line after the options",
        [],
        """\
:::{study} taxman-2002 Gamma
:kind: key
Delta.
:::
""",
    ),
]

STUDIES = [
    Bad(
        "no key",
        ["a study needs the key of its source, and a headline, on the opening line [matrix.entry]"],
        """\
:::{study}⟵
:kind: key

Delta.
:::
""",
    ),
    Bad(
        "no headline",
        ["the study 'taxman-2002' has no headline; the title of its source stands in [matrix.entry]"],
        """\
:::{study} taxman-2002⟵
:kind: key

Delta.
:::
""",
    ),
    Bad(
        "no kind",
        ["the study has no kind; write a line such as  :kind: seminal [matrix.entry]"],
        """\
:::{study} taxman-2002 Gamma⟵
Delta.
:::
""",
    ),
    Bad(
        "empty kind",
        ["option 'kind' is ignored: it has no value [matrix.option]"],
        """\
:::{study} taxman-2002 Gamma
:kind:⟵

Delta.
:::
""",
    ),
    Bad(
        "unknown kind",
        ["there is no kind 'rewiew' (did you mean 'review'?); there are seminal, key, review, guidance [matrix.kind]"],
        """\
:::{study} taxman-2002 Gamma
:kind: key, rewiew⟵

Delta.
:::
""",
    ),
    Bad(
        "unknown source",
        ["there is no source 'taxmann-2002' in the bibliography (did you mean 'taxman-2002'?) [matrix.source]"],
        """\
:::{study} taxmann-2002 Gamma⟵
:kind: key

Delta.
:::
""",
    ),
    *(
        Bad(
            f"key {key} that the page needs",
            [f"the key {key!r} is one that the page needs for itself; give the source another [matrix.key]"],
            f"""\
:::{{study}} {key} Gamma⟵
:kind: key

Delta.
:::

::::{{bite}} about
Epsilon.
::::
""",
        )
        for key in ("bite", "about", "studies")
    ),
    Bad(
        "key with a character that a reference cannot hold",
        ["the key 'tax/man:2002' holds a character that cannot stand in a reference [matrix.key]"],
        """\
:::{study} tax/man:2002 Gamma⟵
:kind: key

Delta.
:::
""",
    ),
    Bad(
        "key that is the id of a heading",
        ["the key 'skeem-2007' is also the id of something else on this page [matrix.key]"],
        """\
## Skeem 2007

Gamma.

:::{study} skeem-2007 Delta⟵
:kind: key

Epsilon.
:::
""",
    ),
    Bad(
        "listed twice",
        ["the study 'taxman-2002' is listed twice in this cell; the first one counts [matrix.entry]"],
        """\
:::{study} taxman-2002 Gamma
:kind: key

Delta.
:::

:::{study} taxman-2002 Epsilon⟵
:kind: review

Zeta.
:::
""",
    ),
    Bad(
        "no annotation",
        ["the study 'taxman-2002' has no annotation [matrix.empty]"],
        """\
:::{study} taxman-2002 Gamma⟵
:kind: key
:::
""",
    ),
    Bad(
        "on a page that is no cell",
        ["only a cell lists studies; what is listed here is not counted anywhere [matrix.entry]"],
        """\
# Alpha

:::{study} taxman-2002 Beta⟵
:kind: key

Gamma.
:::
""",
        "about.md",
    ),
    Bad(
        "inside another study",
        ["the study 'skeem-2007' stands inside another study; close that first [matrix.entry]"],
        """\
::::{study} taxman-2002 Gamma
:kind: key

Delta.

:::{study} skeem-2007 Epsilon⟵
:kind: key

Zeta.
:::

Eta.
::::
""",
    ),
    Bad(
        "inside a list",
        [],
        """\
- Gamma.

  :::{study} taxman-2002 Delta
  :kind: key

  Epsilon.
  :::

- Zeta.
""",
    ),
    Bad(
        "inside a bite",
        ["the study 'taxman-2002' stands inside a bite section; close that first [matrix.entry]"],
        """\
::::{bite} about
Gamma.

:::{study} taxman-2002 Delta⟵
:kind: key

Epsilon.
:::

Zeta.
::::
""",
    ),
    Bad(
        "never closed",
        [],
        """\
:::{study} taxman-2002 Gamma
:kind: key

Delta.
""",
    ),
    Bad(
        "fenced with backticks",
        [],
        """\
```{study} taxman-2002 Gamma
:kind: key

Delta.
```
""",
    ),
    Bad(
        "misspelt directive",
        ["there is no directive 'stduy'; it is read as 'study' [matrix.name]"],
        """\
:::{stduy} taxman-2002 Gamma⟵
:kind: key

Delta.
:::
""",
    ),
]

BITES = [
    Bad(
        "unknown section",
        ["there is no bite section 'abuot' (did you mean 'about'?); there are about, start, issue [matrix.bite]"],
        """\
::::{bite} abuot Gamma⟵
Delta.
::::
""",
    ),
    Bad(
        "no section and no title",
        ["a bite needs the code of its section; there are about, start, issue [matrix.bite]"],
        """\
::::{bite}⟵
Gamma.
::::
""",
    ),
    Bad(
        "issue without a title",
        ["a section 'issue' needs a title on the opening line [matrix.bite]"],
        """\
::::{bite} issue⟵
Gamma.
::::
""",
    ),
    Bad(
        "about twice",
        [
            "the bite section 'about' stands twice in this cell [matrix.bite]",
            "the id 'about' is taken on this page; the section gets 'about-2'. Give it another :name: [matrix.bite]",
        ],
        """\
::::{bite} about
Gamma.
::::

::::{bite} about Delta⟵⟵
Epsilon.
::::
""",
    ),
    Bad(
        "three colons with a fold inside",
        [
            "this fence has as many colons as the one that it stands in: its end ends 'bite' too, which needs more colons [matrix.bite]",
            "this stands between or after the bite sections; it is kept where it is [matrix.stray]",
            "this stands between or after the bite sections; it is kept where it is [matrix.stray]",
        ],
        """\
:::{bite} about
Gamma.

:::{dropdown} Delta⟵
Epsilon.
:::

Zeta.⟵
:::⟵
""",
    ),
    Bad(
        "three colons with a fold first",
        [
            "this fence has as many colons as the one that it stands in: its end ends 'bite' too, which needs more colons [matrix.bite]",
            "this stands between or after the bite sections; it is kept where it is [matrix.stray]",
            "this stands between or after the bite sections; it is kept where it is [matrix.stray]",
        ],
        """\
:::{bite} about

:::{dropdown} Gamma⟵
Delta.
:::

Zeta.⟵
:::⟵
""",
    ),
    Bad(
        "inside a list",
        ["a bite section stands inside something else; it is moved behind it [matrix.bite]"],
        """\
- Gamma.

  ::::{bite} about⟵
  Delta.
  ::::

- Epsilon.
""",
        page="Alpha beta gamma epsilon delta",
    ),
    Bad(
        "inside a quotation",
        ["a bite section stands inside something else; it is moved behind it [matrix.bite]"],
        """\
> Gamma.
>
> ::::{bite} about⟵
> Delta.
> ::::
>
> Epsilon.
""",
        page="Alpha beta gamma epsilon delta",
    ),
    Bad(
        "inside a study",
        ["a bite section stands inside something else; it is moved behind it [matrix.bite]"],
        """\
:::::{study} taxman-2002 Gamma
:kind: key

Delta.

::::{bite} about⟵
Epsilon.
::::

Zeta.
:::::
""",
        page="Alpha beta gamma delta zeta epsilon",
    ),
    Bad(
        "inside another bite",
        ["a bite section stands inside something else; it is moved behind it [matrix.bite]"],
        """\
:::::{bite} about
Gamma.

::::{bite} issue Delta⟵
Epsilon.
::::

Zeta.
:::::
""",
        page="Alpha beta gamma zeta delta epsilon",
    ),
    Bad(
        "paragraphs before, between and after",
        [
            "this stands between or after the bite sections; it is kept where it is [matrix.stray]",
            "this stands between or after the bite sections; it is kept where it is [matrix.stray]",
        ],
        """\
Gamma.

::::{bite} about
Delta.
::::

Epsilon.⟵

::::{bite} issue Zeta
Eta.
::::

Theta.⟵
""",
    ),
    Bad(
        "headings between and after",
        [
            "this heading stands between or after the bite sections; it is kept where it is [matrix.stray]",
            "this stands between or after the bite sections; it is kept where it is [matrix.stray]",
            "this heading stands between or after the bite sections; it is kept where it is [matrix.stray]",
        ],
        """\
::::{bite} about
Gamma.
::::

## Delta⟵

Epsilon.

::::{bite} issue Zeta
Eta.
::::

Theta.⟵

### Iota⟵

Kappa.
""",
    ),
    Bad(
        "study after the bite",
        ["this stands between or after the bite sections; it is kept where it is [matrix.stray]"],
        """\
::::{bite} about
Gamma.
::::

:::{study} taxman-2002 Delta⟵
:kind: key

Epsilon.
:::
""",
    ),
    Bad(
        "nothing in the fence",
        ["the bite section 'about' holds nothing [matrix.empty]"],
        """\
::::{bite} about⟵
::::

::::{bite} issue Gamma
Delta.
::::
""",
    ),
    Bad(
        "only options in the fence",
        ["the bite section 'issue' holds nothing [matrix.empty]"],
        """\
::::{bite} issue Gamma⟵
:name: skills
::::
""",
    ),
    Bad(
        "name of another section",
        ["the id 'skills' is taken on this page; the section gets 'skills-2'. Give it another :name: [matrix.bite]"],
        """\
::::{bite} issue Gamma
:name: skills

Delta.
::::

::::{bite} issue Epsilon⟵
:name: skills

Zeta.
::::
""",
    ),
    Bad(
        "name of an entry",
        ["the id 'taxman-2002' is taken on this page; the section gets 'taxman-2002-2'. Give it another :name: [matrix.bite]"],
        STUDY
        + """\
::::{bite} issue Epsilon⟵
:name: taxman-2002

Zeta.
::::
""",
    ),
    Bad(
        "name of a heading",
        ["the id 'skills' is taken on this page; the section gets 'skills-2'. Give it another :name: [matrix.bite]"],
        """\
## Skills

Gamma.

::::{bite} issue Delta⟵
:name: skills

Epsilon.
::::
""",
    ),
    Bad(
        "bad name",
        [
            "option 'name' is ignored: 'the skills!' is not a name; use letters, digits and hyphens, beginning with a letter"
            " [matrix.option]"
        ],
        """\
::::{bite} issue Gamma
:name: the skills!⟵

Delta.
::::
""",
    ),
    Bad(
        "same title twice",
        ["the id 'gamma' is taken on this page; the section gets 'gamma-2'. Give it another :name: [matrix.bite]"],
        """\
::::{bite} issue Gamma
Delta.
::::

::::{bite} issue Gamma⟵
Epsilon.
::::
""",
    ),
    Bad(
        "in a page without a title",
        ["this page has no title: begin its text with a line such as  # What it says [matrix.cell]"],
        """\
---
cell: B1⟵
---

Alpha.

::::{bite} about
Beta.
::::
""",
    ),
    Bad(
        "in a page with two titles",
        ["this heading stands between or after the bite sections; it is kept where it is [matrix.stray]"],
        """\
---
cell: B1
---

# Alpha

Beta.

::::{bite} about
Gamma.
::::

# Delta⟵

Epsilon.

::::{bite} issue Zeta
Eta.
::::
""",
    ),
    Bad(
        "second title before the bite",
        ["a page has one title; write this heading with ## or more [matrix.cell]"],
        """\
---
cell: B1
---

# Alpha

Beta.

# Gamma⟵

Delta.

::::{bite} about
Epsilon.
::::
""",
    ),
    Bad(
        "options that it has not",
        ["'bite' has no option 'discuses' (did you mean 'discusses'?); it has name, study, discusses, relates [matrix.option]"],
        """\
::::{bite} issue Gamma
:discuses: shared-1999⟵

Delta.
::::
""",
    ),
    Bad(
        "no blank line after the options",
        [],
        """\
::::{bite} issue Gamma
:name: skills
Delta.
::::
""",
    ),
    Bad(
        "options that name nothing",
        [
            "no cell lists a study 'taxman-202' (did you mean 'taxman-2002'?) [matrix.study]",
            "no cell lists a study 'nobody' [matrix.study]",
            "'shared-1999' is listed in several cells: drugs/A1, alcohol/A1 [matrix.ambiguous]",
        ],
        STUDY
        + """\
::::{bite} start
:study: taxman-202⟵

Epsilon.
::::

::::{bite} issue Zeta
:discusses: taxman-2002, nobody⟵
:relates: shared-1999⟵

Eta.
::::
""",
    ),
]

ROLES = [
    Bad(
        "unknown study",
        ["no cell lists a study 'taxman-202' (did you mean 'taxman-2002'?) [matrix.study]"],
        STUDY + "Epsilon {study}`zeta <taxman-202>`⟵ eta.\n",
    ),
    Bad(
        "unknown study without words",
        ["no cell lists a study 'xyz' [matrix.study]"],
        STUDY + "Epsilon {study}`xyz`⟵ zeta.\n",
    ),
    Bad(
        "study that no cell lists",
        ["no cell lists 'unlisted-2011', though the bibliography has it; cite it as {source}`unlisted-2011` [matrix.study]"],
        STUDY + "Epsilon {study}`zeta <unlisted-2011>`⟵ eta.\n",
    ),
    Bad(
        "study of several cells",
        ["'shared-1999' is listed in several cells; write one of drugs/A1:shared-1999, alcohol/A1:shared-1999 [matrix.ambiguous]"],
        STUDY + "Epsilon {study}`zeta <shared-1999>`⟵ eta.\n",
    ),
    Bad(
        "study in the wrong cell",
        ["the cell 'drugs/A1' does not list 'taxman-2002'; drugs/B1 does [matrix.study]"],
        STUDY + "Epsilon {study}`zeta <drugs/A1:taxman-2002>`⟵ eta.\n",
    ),
    Bad(
        "study in a cell that is not there",
        ["there is no cell 'drugs/A9' to list 'taxman-2002'; drugs/B1 does [matrix.study]"],
        STUDY + "Epsilon {study}`zeta <drugs/A9:taxman-2002>`⟵ eta.\n",
    ),
    Bad(
        "unknown cell",
        ["there is no cell 'A9' [matrix.cell_reference]"],
        STUDY + "Epsilon {cell}`zeta <A9>`⟵ eta.\n",
    ),
    Bad(
        "cell of an unknown matrix",
        ["there is no cell 'drug/A1' (did you mean 'drugs/A1'?) [matrix.cell_reference]"],
        STUDY + "Epsilon {cell}`zeta <drug/A1>`⟵ eta.\n",
    ),
    Bad(
        "cell without a page",
        ["the cell drugs/A2 has no page [matrix.cell_reference]"],
        STUDY + "Epsilon {cell}`zeta <A2>`⟵ eta.\n",
    ),
    Bad(
        "unknown section",
        ["the cell drugs/B1 has no section 'skils' (did you mean 'skills'?) [matrix.cell_reference]"],
        """\
Gamma {cell}`delta <B1#skils>`⟵ epsilon.

::::{bite} issue Zeta
:name: skills

Eta.
::::
""",
    ),
    Bad(
        "unknown source",
        ["there is no source 'unlisted-2012' in the bibliography (did you mean 'unlisted-2011'?) [matrix.source]"],
        "Gamma {source}`delta <unlisted-2012>`⟵ epsilon.\n",
    ),
    Bad(
        "nothing in it",
        [],
        "Gamma {study}`` delta.\n",
    ),
    Bad(
        "blank in it",
        [
            "no cell lists a study '' [matrix.study]",
            "there is no cell '' [matrix.cell_reference]",
            "there is no source '' in the bibliography [matrix.source]",
        ],
        "Gamma {study}` `⟵ delta {cell}` `⟵ epsilon {source}` `⟵ zeta.\n",
    ),
    Bad(
        "nothing in its angle brackets",
        ["no cell lists a study '' [matrix.study]"],
        "Gamma {study}`delta <>`⟵ epsilon.\n",
    ),
    Bad(
        "only a locator",
        ["no cell lists a study '@ p. 55' [matrix.study]"],
        "Gamma {study}`@ p. 55`⟵ delta.\n",
    ),
    Bad(
        "key with nothing behind the @",
        ["no cell lists a study 'taxman-2002 @' (did you mean 'taxman-2002'?) [matrix.study]"],
        STUDY + "Epsilon {study}`zeta <taxman-2002 @>`⟵ eta.\n",
    ),
    Bad(
        "never closed",
        ["<taxman-2002> is no reference: a backtick is missing before or behind it [matrix.study]"],
        STUDY + "Epsilon {study}`zeta <taxman-2002>⟵ eta.\n",
    ),
    Bad(
        "misspelt role",
        ["there is no role 'stduy'; it is read as 'study' [matrix.name]"],
        STUDY + "Epsilon {stduy}`zeta <taxman-2002>`⟵ eta.\n",
    ),
    Bad(
        "link to nearly a key",
        ["no cell lists a study 'taxman-202' (did you mean 'taxman-2002'?) [matrix.study]"],
        STUDY + "Epsilon [zeta](#taxman-202)⟵ eta.\n",
    ),
    Bad(
        "link to nothing known",
        ["'myst' cross-reference target not found: 'nothing-like-it' [myst.xref_missing]"],
        STUDY + "Epsilon [zeta](#nothing-like-it)⟵ eta.\n",
    ),
    Bad(
        "link with a locator and no angle brackets",
        ["a locator needs angle brackets around the whole target: ](<#taxman-2002 @ p. 55>) [matrix.study]"],
        STUDY + "Epsilon [zeta](#taxman-2002 @ p. 55)⟵ eta.\n",
    ),
    Bad(
        "on the third line of a paragraph",
        [
            "no cell lists a study 'nobody' [matrix.study]",
            "there is no cell 'A9' [matrix.cell_reference]",
            "a locator needs angle brackets around the whole target: ](<#taxman-2002 @ p. 55>) [matrix.study]",
            "there is no source 'anybody' in the bibliography [matrix.source]",
        ],
        """\
:::{study} taxman-2002 Gamma
:kind: key

Delta
*epsilon*
zeta {study}`nobody`⟵ eta
{cell}`A9`⟵
[theta](#taxman-2002 @ p. 55)⟵

Iota
{source}`anybody`⟵ kappa.
:::
""",
    ),
    Bad(
        "related study that its cell does not list",
        ["the cell 'alcohol/A1' does not list 'taxman-2002'; drugs/B1 does [matrix.study]"],
        """\
:::{study} taxman-2002 Gamma
:kind: key
:related: alcohol/A1:taxman-2002⟵

Delta.
:::
""",
    ),
    Bad(
        "unknown related and further reports",
        [
            "there is no source 'skeem-2008' in the bibliography (did you mean 'skeem-2007'?) [matrix.source]",
            "there is no source 'nobody' in the bibliography [matrix.source]",
        ],
        """\
:::{study} taxman-2002 Gamma
:kind: key
:related: skeem-2008⟵
:also: nobody⟵

Delta.
:::
""",
    ),
]

LISTINGS = [
    Bad(
        "grid of an unknown matrix",
        ["there is no matrix 'drug' (did you mean 'drugs'?) [matrix.listing]"],
        "# Alpha\n\n:::{matrix-grid} drug⟵\n:::\n\nBeta.\n",
        "about.md",
    ),
    Bad(
        "grid of no matrix in particular",
        ["this page belongs to no matrix: name one, drugs or alcohol [matrix.listing]"],
        "# Alpha\n\n:::{matrix-grid}⟵\n:::\n\nBeta.\n",
        "about.md",
    ),
    Bad(
        "studies by values that are not defined",
        [
            "there is no matrix 'drug' (did you mean 'drugs'?) [matrix.listing]",
            "there is no kind 'guidence' (did you mean 'guidance'?) [matrix.listing]",
            "there is no level 'Z' [matrix.listing]",
            "there is no type '9' [matrix.listing]",
            "there is no source 'nobody' [matrix.listing]",
            "option 'since' is ignored: 'last year' is not a year [matrix.option]",
            "'studies' has no option 'topic'; it has matrix, kind, level, type, source, since [matrix.option]",
        ],
        """\
# Alpha

:::{studies}
:matrix: drug⟵
:kind: guidence⟵
:level: Z⟵
:type: 9⟵
:source: nobody⟵
:since: last year⟵
:topic: opioids⟵
:::

Beta.
""",
        "about.md",
    ),
    Bad(
        "studies with something on the opening line",
        ["'studies' takes nothing on its opening line, so 'drugs' does nothing [matrix.listing]"],
        "# Alpha\n\n:::{studies} drugs⟵\n:::\n\nBeta.\n",
        "about.md",
    ),
    Bad(
        "cells of an unknown course",
        ["there is no row, column or cell 'drugs/row-7' (did you mean 'drugs/row-2'?) [matrix.listing]"],
        "# Alpha\n\n:::{cells} drugs/row-7⟵\n:::\n\nBeta.\n",
        "about.md",
    ),
    Bad(
        "cells of no course in particular",
        ["this page has no cells of its own: name some, as in  cells drugs/row-1 [matrix.listing]"],
        "# Alpha\n\n:::{cells}⟵\n:::\n\nBeta.\n",
        "about.md",
    ),
    Bad(
        "questions of an unknown cell",
        ["there is no row, column or cell 'drugs/B9' (did you mean 'drugs/B2'?) [matrix.listing]"],
        "# Alpha\n\n:::{questions} drugs/B9⟵\n:::\n\nBeta.\n",
        "about.md",
    ),
    Bad(
        "words in a listing",
        ["'sources' makes its own content; what you wrote in it is kept below it [matrix.listing]"],
        "# Alpha\n\n:::{sources}⟵\nBeta.\n:::\n\nGamma.\n",
        "about.md",
    ),
]

FILES = [
    Bad(
        "matrices.toml is missing",
        [
            "cells/matrices.toml:1: WARNING: the definitions cannot be read: No such file or directory [matrix.definitions]",
        ],
        CELL + STUDY,
        without="cells/matrices.toml",
    ),
    Bad(
        "matrices.toml is broken",
        [
            "cells/matrices.toml:1: WARNING: 'matrices.drugs.title' is missing; 'drugs' is used [matrix.definitions]",
            "this is not TOML and is left out: illegal character '\\n' [matrix.definitions]",
        ],
        MATRICES.replace('"Drugs"', '"Drugs⟵'),
        "cells/matrices.toml",
        {"cells/drugs/b1.md": CELL + STUDY},
    ),
    Bad(
        "matrices.toml is empty",
        ["cells/matrices.toml:1: WARNING: no matrix is defined: begin with a heading such as [matrices.drugs] [matrix.definitions]"],
        "",
        "cells/matrices.toml",
    ),
    Bad(
        "sources.bib is missing",
        [
            "cells/sources.bib:1: WARNING: the sources cannot be read: No such file or directory [matrix.bibliography]",
            "cells/drugs/a1.md:9: WARNING: there is no source 'shared-1999' in the bibliography [matrix.source]",
            "cells/alcohol/a1.md:9: WARNING: there is no source 'shared-1999' in the bibliography [matrix.source]",
            "there is no source 'taxman-2002' in the bibliography [matrix.source]",
        ],
        CELL + STUDY.replace("Gamma", "Gamma⟵"),
        without="cells/sources.bib",
    ),
    Bad(
        "sources.bib is broken",
        [
            "the record 'taxman-2002' cannot be read and is left out: unexpected block start: '@article'. Was still looking for"
            " field-value closing ',' or '}' (it breaks off on line 1) [matrix.bibliography]"
        ],
        SOURCES.replace("year = {2002},", "year = {2002,⟵"),
        "cells/sources.bib",
        {"cells/drugs/b1.md": CELL + STUDY.replace("taxman-2002", "skeem-2007")},
    ),
    Bad(
        "Latin-1",
        [
            "cells/drugs/b1.md:9: WARNING: this is not UTF-8; lines that are not are read as Western European (Windows-1252):"
            " save the file as UTF-8 [matrix.encoding]"
        ],
        (CELL + "Gamma caf\xe9 delta.\n\nEpsilon.\n").encode("latin-1"),
    ),
    Bad(
        "UTF-16",
        ["cells/drugs/b1.md:1: WARNING: this is UTF-16: save the file as UTF-8 [matrix.encoding]"],
        (CELL + "Gamma café delta.\n").encode("utf-16"),
    ),
    Bad(
        "byte order mark",
        [],
        "\ufeff" + CELL + STUDY,
    ),
    Bad(
        "NUL byte",
        ["a character here means nothing in a text and is shown as \ufffd; delete it [matrix.encoding]"],
        CELL + "Gamma\x00⟵ delta.\n",
    ),
    Bad(
        "other control characters",
        [
            "a character here means nothing in a text and is shown as \ufffd; delete it [matrix.encoding]",
            "no cell lists a study 'nobody' [matrix.study]",
        ],
        CELL + "Gamma\x0c\x0b\x1b⟵ delta\x85 epsilon\u2028 zeta.\n\nEta {study}`nobody`⟵ theta.\n",
    ),
    Bad(
        "line separators of other systems",
        ["no cell lists a study 'nobody' [matrix.study]"],
        CELL + STUDY.replace("Delta.", "Delta\x85 epsilon\u2028 zeta.\n\nEta {study}`nobody`⟵."),
    ),
    Bad(
        "control character in the front matter",
        ["a character here means nothing in a text and is shown as \ufffd; delete it [matrix.encoding]"],
        CELL.replace("cell: B1", "cell: B1\nquery: a\x07b⟵"),
    ),
    Bad(
        "nothing",
        [
            "index.md:3: WARNING: toctree contains reference to document 'cells/drugs/b1' that doesn't have a title:"
            " no link will be generated [toc.no_title]"
        ],
        "",
    ),
    Bad(
        "only front matter",
        [
            "this page has no title: begin its text with a line such as  # What it says [matrix.cell]",
            "index.md:3: WARNING: toctree contains reference to document 'cells/drugs/b1' that doesn't have a title:"
            " no link will be generated [toc.no_title]",
        ],
        "---\ncell: B1⟵\nstatus: planned\n---\n",
    ),
    Bad(
        "no title",
        [
            "this page has no title: begin its text with a line such as  # What it says [matrix.cell]",
            "index.md:3: WARNING: toctree contains reference to document 'cells/drugs/b1' that doesn't have a title:"
            " no link will be generated [toc.no_title]",
        ],
        "---\ncell: B1⟵\n---\n\nAlpha.\n",
    ),
    Bad(
        "Windows line ends",
        ["the study has no kind; write a line such as  :kind: seminal [matrix.entry]"],
        (CELL + STUDY.replace(":kind: key\n", "").replace("Gamma", "Gamma⟵")).replace("\n", "\r\n"),
    ),
    Bad(
        "old Macintosh line ends",
        ["the study has no kind; write a line such as  :kind: seminal [matrix.entry]"],
        (CELL + STUDY.replace(":kind: key\n", "").replace("Gamma", "Gamma⟵")).replace("\n", "\r"),
    ),
    Bad(
        "five megabytes",
        [],
        CELL + STUDY.replace("Delta.", "Delta. " + "These are words. " * 300_000 + "Epsilon."),
    ),
]

TABLE = {
    "front matter": FRONT_MATTER,
    "option": OPTIONS,
    "study": STUDIES,
    "bite": BITES,
    "reference": ROLES,
    "listing": LISTINGS,
    "file": FILES,
}


def files_of(bad: Bad) -> dict[str, str | bytes]:
    """Return the files of a broken site, marks and all; a text that has no head of its own stands in a cell."""
    text = bad.text
    if isinstance(text, str) and bad.path.endswith(".md") and text.strip() and not text.lstrip("\n\ufeff").startswith(("---", "# ")):
        text = CELL + text
    files: dict[str, str | bytes] = {**SITE, **bad.others, bad.path: text}
    files.pop(bad.without, None)
    return files


def expected(bad: Bad, files: Mapping[str, str | bytes]) -> list[str]:
    """Return the warnings at the places of their marks."""
    places = [
        f"{path}:{number}: WARNING: "
        for path, text in files.items()
        if isinstance(text, str)
        for number, line in enumerate(re.split("\r\n|\r|\n", text), 1)
        for _ in range(line.count(MARK))
    ]
    whole = [warning for warning in bad.warnings if WHOLE.match(warning)]
    marked = [warning for warning in bad.warnings if warning not in whole]
    return sorted(whole + [place + warning for place, warning in zip(places, marked, strict=True)])


def write(project: Project, files: Mapping[str, str | bytes]) -> None:
    for path, text in files.items():
        file = project.srcdir / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.replace(MARK, "").encode())


def as_text(text: str | bytes) -> str:
    """Read a file as a lenient reader would: the words that are looked for are the same in all encodings but UTF-16."""
    return text if isinstance(text, str) else text.decode("utf-16" if text[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1")


def words(text: str) -> list[str]:
    return [word.lower() for word in WORDS.findall(text)]


def shown(project: Project, docname: str) -> str:
    main = project.html(docname).select_one("[role=main]")
    assert main is not None
    return main.get_text(" ")


def missing(said: str, page: str) -> list[str]:
    """Return the words that the page does not show, or not in the order in which they were said."""
    rest = iter(words(page))
    return [word for word in words(said) if word not in rest]


CASES = [pytest.param(bad, id=f"{kind}: {bad.name}") for kind, table in TABLE.items() for bad in table]


@pytest.mark.parametrize("bad", CASES)
def test_a_mistake_is_told_and_nothing_is_lost(bad: Bad, make_project: MakeProject) -> None:
    files = files_of(bad)
    project = make_project({}, builder=None)
    write(project, files)
    project.build(nitpicky=False)

    assert sorted(project.warnings) == expected(bad, files)
    for path, text in files.items():
        if path.endswith(".md"):
            said = bad.page if path == bad.path and bad.page else as_text(text)
            assert missing(said, shown(project, path.removesuffix(".md"))) == []
    assert "Somebody else’s words." in shown(project, "cells/alcohol/a1")


@pytest.fixture
def wreck(make_project: MakeProject) -> tuple[Project, dict[str, str]]:
    """Put all broken pages into one site; return it with what each of them says, by docname."""
    project = make_project({}, builder=None)
    write(project, SITE)
    pages = [bad for table in TABLE.values() for bad in table if bad.path.endswith(".md") and bad.name != "five megabytes"]
    said = {}
    for number, bad in enumerate(pages):
        text = files_of(bad)[bad.path]
        write(project, {f"cells/drugs/broken-{number}.md": text})
        said[f"cells/drugs/broken-{number}"] = bad.page or as_text(text)
    return project, said


def unwritable(project: Project) -> list[str]:
    return [line for line in project.warnings if "unknown node type" in line]


def test_plain_text_loses_no_words(wreck: tuple[Project, dict[str, str]]) -> None:
    project, said = wreck
    project.build("text", parallel=2)
    assert {docname: missing(text, project.text(f"{docname}.txt")) for docname, text in said.items()} == {docname: [] for docname in said}
    assert unwritable(project) == []


def test_epub_is_well_formed(wreck: tuple[Project, dict[str, str]]) -> None:
    project, said = wreck
    project.build("epub", parallel=2)
    for docname in said:
        etree.fromstring((project.outdir / f"{docname}.xhtml").read_bytes())
    assert unwritable(project) == []


@pytest.mark.parametrize(("builder", "output"), [("latex", "trial.tex"), ("gettext", "cells.pot")])
def test_other_builders_come_to_an_end(builder: str, output: str, wreck: tuple[Project, dict[str, str]]) -> None:
    project, said = wreck
    project.build(builder, parallel=2)
    assert said.keys() <= project.app.env.all_docs.keys()
    assert "Somebody else’s words." in project.text(output)
    assert unwritable(project) == []
