"""What changed: weeks out of line and lasting changes."""

from cmdash.ui.frame import guard

if guard(__file__):
    from cmdash.ui.shifts import show

    show()
