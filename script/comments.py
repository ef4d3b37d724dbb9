#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""comments.py FILE...: the paragraphs of C comments that are badly wrapped: a last line of one or two words where
there is room for more of them, or a line that its successor's first word would have fitted. Lists, tables, examples
and what stands alone on its line are nobody's business. Prints each and exits 1 if there is one."""
import re
import sys

WIDTH, TAB = 100, 8

# Not prose: what is indented or has columns, a list's mark, an item and its colon, code. It stays as it is.
AS_IT_IS = re.compile(r"^(\s*$|\s{2,}|.*\S\s{2,}\S|[-*+|]( |$)|\d+[.)] |---|.*[{};]$|.*--->|\S+ = )")
# Begins a paragraph of its own behind a line that ends a sentence.
BEGINS = re.compile(r"^(Returns\b|[\w/]+(\(\))?(, \w+(\(\))?)*:)")


def columns(text):
    return len(text.expandtabs(TAB))


def wrap(words, width, first=None):
    """Lines of at most `width` columns, the first of at most `first`."""
    lines, line, room = [], "", width if first is None else first
    for word in words:
        if line and len(line) + 1 + len(word) > room:
            lines.append(line)
            line, room = word, width
        else:
            line = f"{line} {word}" if line else word
    return lines + [line]


def words_of(lines):
    """The words; what would look like a list's mark at the start of a line is one with the word before it."""
    words = []
    for word in " ".join(lines).split():
        if words and (AS_IT_IS.match(word + " x") or re.match(r"^(=|#)$", word)):
            words[-1] += " " + word
        else:
            words.append(word)
    return words


def stray(line):
    return len(line.split()) <= 2


def wrapped(lines, width, first=None):
    """The paragraph as it should be: as few lines as there can be, the last of more than two words."""
    words = words_of(lines)
    best = wrap(words, width, first)
    if len(best) == 1 or not stray(best[-1]):
        return best
    for less in range(1, width // 2):
        tried = wrap(words, width - less, None if first is None else first - less)
        if len(tried) > len(best):
            break
        if not stray(tried[-1]):
            return tried
    return best


def is_bad(lines, width, first=None):
    """Whether the paragraph is not wrapped as it could be."""
    if any(len(line) > width for line in lines):
        return True
    want = wrapped(lines, width, first)
    if want == [line.strip() for line in lines] or len(lines) < 2:
        return False
    used = max(len(line) for line in lines)
    behind = first if first is not None else width
    for i, line in enumerate(lines[:-1]):
        room = min(used, behind if i == 0 else width)
        if len(line) + 1 + len(lines[i + 1].split(" ")[0]) <= room and not AS_IT_IS.match(lines[i + 1].split(" ")[0] + " x"):
            return True
    if len(want) < len(lines):
        return True
    return stray(lines[-1]) and not stray(want[-1])


def paragraphs(texts):
    """(first, end) of each paragraph of prose in the lines of a comment, their text behind the star."""
    found, begin = [], None
    for i, text in enumerate(texts + [""]):
        plain = text != "" and not AS_IT_IS.match(text)
        own = begin is not None and BEGINS.match(text) and re.search(r"[.:)]$", texts[i - 1])
        if begin is not None and (not plain or own):
            found.append((begin, i))
            begin = None
        if plain and begin is None:
            begin = i
    # What follows an indented line directly may be its continuation.
    return [(a, b) for a, b in found if not (a > 0 and re.match(r"^\s{2,}\S", texts[a - 1]))]


def comments(lines):
    """(kind, first line, end, prefix) of each comment: "block", with stars, "behind" code, or "long", on one line that
    is too long."""
    i = 0
    while i < len(lines):
        line = lines[i]
        block = re.match(r"^(\s*)/\*$", line)
        behind = re.match(r"^(.*?\S?.*?)/\* (?!.*\*/)(\S.*)$", line)
        end = i + 1
        if columns(line) > WIDTH and re.match(r"^\s*/\* .* \*/$", line):
            yield "long", i, end, re.match(r"^\s*", line).group(0)
        if block or behind:
            while end < len(lines) and "*/" not in lines[end]:
                end += 1
            end += 1
        if block and end <= len(lines) and re.match(r"^\s*\*/$", lines[end - 1]):
            if all(re.match(r"^\s* \*( .*)?$", text) for text in lines[i + 1:end - 1]):
                yield "block", i, end, block.group(1)
        elif behind and '"' not in behind.group(1) and end <= len(lines) and lines[end - 1].endswith("*/"):
            if not any(re.match(r"^\s*\*", text) for text in lines[i + 1:end]):
                yield "behind", i, end, behind.group(1)
        i = max(end, i + 1)


def text_of(line):
    return re.sub(r"^\s* \* ?", "", line)


def bad_paragraphs(lines):
    """(kind, first line, end, prefix, lines as they should be) of each that is badly wrapped."""
    for kind, begin, end, prefix in comments(lines):
        if kind == "long":
            yield kind, begin, end, prefix, wrapped([lines[begin].strip()[3:-3]], WIDTH - columns(prefix) - 3)
            continue
        if kind == "block":
            texts = [text_of(line) for line in lines[begin + 1:end - 1]]
            width = WIDTH - columns(prefix) - 3
            for a, b in paragraphs(texts):
                if is_bad(texts[a:b], width):
                    yield kind, begin + 1 + a, begin + 1 + b, prefix, wrapped(texts[a:b], width)
            continue
        texts = [lines[begin][len(prefix) + 3:]] + [line.strip() for line in lines[begin + 1:end]]
        texts[-1] = re.sub(r"\s*\*/$", "", texts[-1]) + " */"
        start = columns(prefix) + 3
        if texts[-1] == " */" or any(AS_IT_IS.match(text) for text in texts[:-1]):
            continue
        if is_bad(texts, WIDTH - start):
            yield kind, begin, end, prefix, wrapped(texts, WIDTH - start)


def main():
    bad = 0
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:
            lines = file.read().split("\n")
        for _, begin, end, _, _ in bad_paragraphs(lines):
            print(f"{path}:{begin + 1}: badly wrapped: ... {lines[end - 1].strip()}")
            bad += 1
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
