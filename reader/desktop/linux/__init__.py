"""Linux and BSD: the files by which desktops know Postil, and the user's defaults, as freedesktop.org has them."""
