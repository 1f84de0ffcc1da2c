"""Editorial calendar: what was planned and what was published."""

from cmdash.ui.frame import guard

if guard(__file__):
    from cmdash.ui.planning import show

    show()
