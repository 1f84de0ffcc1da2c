"""Your data: what was understood of each file, and what needs a person."""

from cmdash.ui.frame import guard

if guard(__file__):
    from cmdash.ui.data import show

    show()
