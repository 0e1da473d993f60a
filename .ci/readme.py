"""Hold the README to what CI runs: give its commands, and check that each is a real make target.

usage: readme.py command run|test    print the command in the README's block that follows `<!-- run -->`
       readme.py targets             fail if README or docs name a make target that does not exist
       readme.py nothing-new FILE    fail if the summary printed into FILE says that a repeated run added any
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def command(name: str) -> str:
    """The one command in the code block after `<!-- name -->`."""
    readme = (ROOT / "README.md").read_text("utf-8")
    found = re.search(rf"<!-- {name} -->\s*```[a-z]*\n(.+?)\n```", readme, re.DOTALL)
    if found is None:
        sys.exit(f"README.md has no code block marked <!-- {name} -->")
    lines = found[1].splitlines()
    if len(lines) != 1:
        sys.exit(f"The block marked <!-- {name} --> in README.md must hold one command, alone: {lines}")
    return lines[0]


def missing_targets() -> list[str]:
    """`file: make target` for each target that documents name in code and the Makefile does not have."""
    targets = set(re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    missing = []
    for document in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]:
        code = " ".join(re.findall(r"```.*?```|`[^`\n]+`", document.read_text("utf-8"), re.DOTALL))
        named = re.findall(r"\bmake ([a-z][a-z0-9-]*)", code)
        missing += [f"{document.name}: make {target}" for target in sorted(set(named) - targets)]
    return missing


def nothing_new(printed: str) -> None:
    for what in ("new articles", "corrected articles"):
        found = re.search(rf"{what}\D+(\d+)\D+(\d+)", printed)
        if found is None:
            sys.exit(f"The summary has no line {what!r} with a figure for each visit.")
        if (found[1], found[2]) != ("0", "0"):
            sys.exit(f"A repeated run must add nothing, but the summary says: {found[0]!r}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["command", ("run" | "test") as name]:
            print(command(name))
        case ["targets"]:
            if missing := missing_targets():
                sys.exit("No such target:\n" + "\n".join(missing))
        case ["nothing-new", file]:
            nothing_new(Path(file).read_text("utf-8"))
        case _:
            sys.exit(__doc__)
