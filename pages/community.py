"""Community: its size over time."""

from cmdash.ui.frame import guard

if guard(__file__):
    from cmdash.ui.community import show

    show()
