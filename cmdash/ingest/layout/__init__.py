"""Where the tables of a sheet are: headers, titles, totals, sections, and what stands side by side."""
