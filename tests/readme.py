"""The README as data: its code blocks, its commands, its tables; and writing the examples' output anew.

`make readme` runs this module: it replaces what stands below each `$` line of the console blocks by present output.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"
_BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<content>.*?)^```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`(matchmaker [^`]+)`")


def blocks(text: str, *languages: str) -> list[str]:
    """Return the contents of the code blocks in any of these languages."""
    return [found["content"] for found in _BLOCK.finditer(text) if found["language"] in languages]


def command_lines(text: str) -> list[list[str]]:
    """Return the arguments of each `matchmaker ...` that the README names, in blocks and within sentences."""
    lines = [line.removeprefix("$ ") for block in blocks(text, "sh", "console") for line in block.splitlines()]
    named = [line for line in lines if line.startswith("matchmaker ")] + _INLINE.findall(_BLOCK.sub("", text))
    return [shlex.split(line.partition(" | ")[0], comments=True)[1:] for line in named]


def section(text: str, heading: str) -> str:
    """Return what stands under a heading of the second level."""
    return text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def first_cells(table: str) -> list[str]:
    """Return the first cell of each row of a Markdown table, without its header."""
    rows = [line.split("|")[1].strip() for line in table.splitlines() if line.startswith("|")]
    return rows[2:]


def with_output(block: str) -> str:
    """Return a console block with the output that its commands have now."""
    commands = [line for line in block.splitlines() if line.startswith("$ ")]
    environment = {
        **os.environ,
        "COLUMNS": "140",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    written = []
    for command in commands:
        answer = subprocess.run(  # noqa: S602  our own commands, from our own README
            command.removeprefix("$ "),
            shell=True,
            capture_output=True,
            text=True,
            check=True,
            env=environment,
            cwd=README.parent,
        )
        written.append("\n".join([command, *(line.rstrip() for line in answer.stdout.splitlines())]).rstrip())
    return "\n\n".join(written) + "\n"


def main() -> None:
    """Write the README with the present output of its examples."""
    text = README.read_text(encoding="utf-8")
    for block in blocks(text, "console"):
        text = text.replace(block, with_output(block))
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
