#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""style.py FILE...: the budgets of CONTRIBUTING.md, measured: function and file lengths, no preprocessor condition inside a
function outside src/sys and cmd/sys, no name of a file twice in src and cmd. Prints each breach and a summary; exits 1 if
there is one."""
import re
import statistics
import sys

MEDIAN_FUNCTION, LONGEST_FUNCTION, LONGEST_FILE = 15, 60, 400


def blanked(source):
    """The source with comments, strings and directives blanked, line for line."""
    def blank(match):
        text = match.group(0)
        return re.sub(r"[^\n]", "", text) if text[0] == "/" else '""'
    code = re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, source, flags=re.S)
    lines, in_directive = [], False
    for line in code.split("\n"):
        directive = in_directive or line.lstrip().startswith("#")
        in_directive = directive and line.rstrip().endswith("\\")
        lines.append("" if directive else line)
    return lines


def functions(lines):
    """(name, first line, last line) of each function definition: a brace at depth 0 after a parameter list."""
    depth, head, head_line, found, current = 0, "", 0, [], None
    for number, line in enumerate(lines, 1):
        for char in line:
            if char == "{":
                if depth == 0 and "=" not in head and head.rstrip().endswith(")"):
                    name = re.search(r"(\w+)\s*\(", head)
                    current = (name.group(1) if name else "?", head_line)
                depth += 1
            elif char == "}":
                depth -= 1
                if depth == 0:
                    if current:
                        found.append((*current, number))
                    current, head = None, ""
            elif depth == 0:
                if char == ";":
                    head = ""
                else:
                    if not head.strip() and not char.isspace():
                        head_line, head = number, ""
                    head += char
        if depth == 0:
            head += " "
    return found


def main():
    breaches, lengths, paths = [], [], {}
    for path in sys.argv[1:]:
        if path.startswith(("src/", "cmd/")):
            other = paths.setdefault(path.split("/")[-1], path)
            if other != path:
                breaches.append(f"{path}: {other} has the same name")
        with open(path, encoding="utf-8") as file:
            source = file.read()
        count = source.count("\n")
        if count > LONGEST_FILE:
            breaches.append(f"{path}: {count} lines, at most {LONGEST_FILE}")
        conditions = [n for n, line in enumerate(source.split("\n"), 1)
                      if re.match(r"\s*#\s*(if|ifdef|ifndef|elif)\b", line)]
        for name, first, last in functions(blanked(source)):
            lengths.append(last - first + 1)
            if last - first + 1 > LONGEST_FUNCTION:
                breaches.append(f"{path}:{first}: {name} has {last - first + 1} lines, at most {LONGEST_FUNCTION}")
            if not path.startswith(("src/sys/", "cmd/sys/")):
                breaches += [f"{path}:{n}: preprocessor condition inside {name}"
                             for n in conditions if first <= n <= last]
    if not lengths:
        sys.exit("style.py: no functions found")
    median = statistics.median(lengths)
    if median > MEDIAN_FUNCTION:
        breaches.append(f"median function has {median} lines, at most {MEDIAN_FUNCTION}")
    print("\n".join(breaches + [f"{len(lengths)} functions: median {median}, longest {max(lengths)} lines"]))
    sys.exit(1 if breaches else 0)


main()
