"""Electronic signatures on papers: open a certificate, sign, read signatures back. No tables, no requests.

A signature is appended: the signed file begins with the issued one, byte by byte.
"""
