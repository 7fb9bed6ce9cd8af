"""Renders a .prompty file, as a peer of `promptpal render`. Usage: render_prompty.py FILE"""
import sys

import prompty

print(prompty.prepare(prompty.load(sys.argv[1]), {}))
