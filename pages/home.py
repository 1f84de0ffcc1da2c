"""Home: drop a sheet, or open a demo."""

from cmdash.ui.frame import guard

if guard(__file__):
    from cmdash.ui.home import show

    show()
