"""Compiles board.typ: python3 draw_typst.py OUTPUT FONTS"""

import sys

import typst

output, fonts = sys.argv[1:]
kind = output.rsplit(".", 1)[1]
ppi = 72 * 1600 / 1050
typst.compile("board.typ", output=output, format=kind, ppi=ppi, font_paths=[fonts], ignore_system_fonts=True)
