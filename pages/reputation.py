"""E-reputation: what is said, what was answered, and what relations bring."""

from cmdash.ui.frame import guard

if guard(__file__):
    from cmdash.ui.reputation import show

    show()
