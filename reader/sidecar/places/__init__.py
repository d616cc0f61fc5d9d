"""Where sidecars stand: beside the article, in the data folder, left behind by a rename, copied by a tool."""
