"""Reading BibTeX and BibLaTeX as Zotero, JabRef and people write it."""
