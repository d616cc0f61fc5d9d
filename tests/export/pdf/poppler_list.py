"""Prints as JSON what Poppler knows of a PDF's annotations. Run by the system's Python, which has its bindings."""

import json
import sys
from pathlib import Path

import gi

gi.require_version("Poppler", "0.18")
from gi.repository import Poppler  # noqa: E402

document = Poppler.Document.new_from_file(Path(sys.argv[1]).absolute().as_uri(), None)
found = []
for n in range(document.get_n_pages()):
    page = document.get_page(n)
    for mapping in page.get_annot_mapping():
        annotation = mapping.annot
        entry = {"page": n, "kind": annotation.get_annot_type().value_nick, "name": annotation.get_name()}
        entry |= {"contents": annotation.get_contents(), "modified": annotation.get_modified()}
        if isinstance(annotation, Poppler.AnnotMarkup):
            date = annotation.get_date()
            entry |= {"author": annotation.get_label(), "subject": annotation.get_subject()}
            entry |= {"opacity": annotation.get_opacity(), "popup": annotation.has_popup()}
            entry["created"] = [date.get_year(), int(date.get_month()), date.get_day()] if date else None
        found.append(entry)
print(json.dumps(found))  # noqa: T201
