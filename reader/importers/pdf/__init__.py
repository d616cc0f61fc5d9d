"""Annotations from PDFs: the sidecar that Postil attached, and what people marked in a viewer since.

`read` is the order of the steps; `attached` gets out what was attached, `marks` what stands on the pages, `layer` the
words under it, `place` finds these in the article, and `merge` and `renew` say what becomes of what is here already.
"""
