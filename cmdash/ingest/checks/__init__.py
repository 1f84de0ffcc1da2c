"""Sense checks: what was read is looked at once more, row by row and series by series. Warnings never change a number."""
