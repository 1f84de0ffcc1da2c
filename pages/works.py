"""What works: what the posts bear, and how surely."""

from cmdash.ui.frame import guard

if guard(__file__):
    from cmdash.ui.works import show

    show()
