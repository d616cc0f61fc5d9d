"""The annotated PDF: `document` writes data for the typesetter, `child` runs it, `annotate` marks what it made.

`write` puts them together. Every marked run of the article is a link to a made-up address (`p:17`) for the
typesetter, which hence says where its fragments lie (`found`). Then, with page numbers that are known, the appendix and
the numbers in the margin are set, in a process of their own, and sewn to the article (`sewing`): a typesetter that has
to find out by itself where everything lies lays everything out several times and keeps all of it. The last step takes
the made-up links out again and puts real text markup annotations in their place.
"""
