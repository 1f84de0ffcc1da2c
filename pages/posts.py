"""Posts: every publication with its figures."""

from cmdash.ui.frame import guard

if guard(__file__):
    from cmdash.ui.posts import show

    show()
