"""The report one hands over."""

from cmdash.ui.frame import guard

if guard(__file__):
    from cmdash.ui.report import show

    show()
