"""Renders a .prompt file with dotpromptz, as a peer of `promptpal render`. Usage: render_dotprompt.py FILE"""
import asyncio
import pathlib
import sys

from dotpromptz.dotprompt import Dotprompt
from dotpromptz.typing import DataArgument

rendered = asyncio.run(Dotprompt().render(pathlib.Path(sys.argv[1]).read_text(), DataArgument(input={})))
print(rendered.messages)
