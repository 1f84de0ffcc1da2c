"""Overview: the period's figures."""

from cmdash.ui.frame import guard

if guard(__file__):
    from cmdash.ui.overview import show

    show()
