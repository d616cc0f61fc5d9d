"""The annotated PDF, in three steps: `document` writes data for the typesetter, `child` runs it, `annotate` marks it.

`write` puts them together. Every marked run of the article is a link to a made-up address (`p:17`) for the
typesetter, which hence says where its fragments lie; the last step takes these links out again and puts real
text markup annotations in their place.
"""
