"""One Postil a user and display: a second start hands its paths to the one that runs, and ends.

`joining` is where a start asks who it is; `server` listens in the one that runs. Only that module knows Qt.
"""
