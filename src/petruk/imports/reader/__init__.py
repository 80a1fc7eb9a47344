"""The child that opens a stranger's file: standard library and calamine, nothing of ours but its bounds, no secrets.

The parent (``petruk.imports.reading``) starts it as ``python -m petruk.imports.reader`` with the file on standard
input. It answers on standard output, one JSON array a line:

    ["sheet", name, hidden]            a worksheet begins
    [12, cell, cell, ...]              a row that is not empty, numbered as the user sees it, first cell in column A
    ["end"]                            the file was read whole
    ["refused", code, {"line": 3}]     the file is not read; the words are the parent's

A cell is null, a text, a number (15 significant digits, as Excel shows it), true or false, or a pair:
``["d", "2024-04-01"]`` a date, ``["f", cached]`` a formula, ``["e", ""]`` an error value such as #N/A,
``["p", "0.95"]`` a number formatted as percent, ``["t", text]`` a time, ``["l", beginning]`` a text too long.
"""
