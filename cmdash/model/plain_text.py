"""What every workbook is written with: text of a file stays text."""

from __future__ import annotations

# options of xlsxwriter: no text becomes a formula, a link or a number
PLAIN_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
