"""Campaigns: what was paid for, and what it brought."""

from cmdash.ui.frame import guard

if guard(__file__):
    from cmdash.ui.campaigns import show

    show()
