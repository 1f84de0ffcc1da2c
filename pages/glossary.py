"""Glossary: every figure in words."""

from cmdash.ui.frame import guard

if guard(__file__):
    from cmdash.ui.glossary import show

    show()
