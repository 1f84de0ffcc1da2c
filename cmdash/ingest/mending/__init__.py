"""What a person changed in the cells of a file: one by one on the page, or row by row in the workbook they took away."""
