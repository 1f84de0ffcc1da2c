"""Networks: side by side."""

from cmdash.ui.frame import guard

if guard(__file__):
    from cmdash.ui.networks import show

    show()
