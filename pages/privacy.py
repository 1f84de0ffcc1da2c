"""Privacy: what is kept, and for how long."""

from cmdash.ui.frame import guard

if guard(__file__):
    from cmdash.ui.privacy import show

    show()
