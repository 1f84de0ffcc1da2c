"""Text cells to numbers, dates and closed lists, decided per column on all its cells."""
