"""Goals: how far each one has come."""

from cmdash.ui.frame import guard

if guard(__file__):
    from cmdash.ui.goals import show

    show()
