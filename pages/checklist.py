"""Checklist: the tasks of the trade, and the mistakes found in the data."""

from cmdash.ui.frame import guard

if guard(__file__):
    from cmdash.ui.checklist import show

    show()
