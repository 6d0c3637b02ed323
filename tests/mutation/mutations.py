# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be broken in one line of C++: lists of (kind, broken line), by the look of the line alone.

The compiler throws out what is no program; hence no parser here. clang-format's spaces tell a comparison from a
template's bracket.
"""
import re

FLIPS = {"==": ["!="], "!=": ["=="], "<": ["<=", ">="], ">": [">=", "<="], "<=": ["<", ">"], ">=": [">", "<"]}
COMPARISON = re.compile(r"(?<= )(==|!=|<=|>=|<|>)(?= )")
LOGIC = re.compile(r"(?<= )(&&|\|\|)(?= )")
NUMBER = re.compile(r"(?<![\w.'\"])(\d[\d']*)(?=(u|U|s|ms|us|h|min)?(?![\w.'\"]))")
CONDITION = re.compile(r"\b(?:if|while) \(")
STATEMENT = re.compile(r"[A-Za-z_+\-*:]")
DECLARATION = re.compile(r"(?!(?:delete|return|throw|co_return) )[\w:<>,*& \[\]]+?[\w>*&\]] [*&]*\w+(\[.*\])?( = .*|\{.*|\(.*)?;$")
# Without a word to lose: `return`, names for the compiler, and what changes speed alone.
KEPT = re.compile(r"(return|using|friend|namespace|typedef|static_assert|Q_|break|continue|case|default|goto|public|else)\b"
                  r"|.*\b(reserve|shrink_to_fit|assert)\(")
NOT_CODE = re.compile(r"\s*(//|#|static_assert|template|using |namespace |class |struct |enum |\}|\{|Q_)")


def masked(line):
    """The line with the insides of its strings, characters and comments blanked, as long as it was."""
    blank = lambda match: match.group(0)[0] + "\x00" * (len(match.group(0)) - 2) + match.group(0)[-1]
    line = re.sub(r'"(?:[^"\\]|\\.)*"' + r"|(?<!\w)'(?:[^'\\]|\\.)+'", blank, line)
    return re.sub(r"//.*$", lambda match: "\x00" * len(match.group(0)), line)


def _put(line, start, end, words):
    return line[:start] + words + line[end:]


def _numbers(line, code):
    for match in NUMBER.finditer(code):
        digits = match.group(1).replace("'", "")
        if len(digits) > 1 and digits[0] == "0":
            continue
        for step in (1, -1):
            value = int(digits) + step
            if value >= 0:
                yield "number", _put(line, match.start(1), match.end(1), str(value))


def _negations(line, code):
    for match in CONDITION.finditer(code):
        depth = 0
        for at in range(match.end() - 1, len(code)):
            depth += {"(": 1, ")": -1}.get(code[at], 0)
            if depth == 0:
                yield "negation", _put(line, match.end(), at, "!(" + line[match.end():at] + ")")
                break


def _drops(line, code, before):
    text = code.rstrip("\x00 ").strip()
    begins = before == "" or before[-1] in ";{}:)" or before.endswith("else")
    if (text.endswith(";") and begins and STATEMENT.match(text) and not KEPT.match(text)
            and not DECLARATION.match(text) and text.count("(") == text.count(")")):
        yield "dropped statement", line[:len(line) - len(line.lstrip())] + ";"


def of(line, before):
    """All ways to break `line`; `before`: the code before it, which tells whether it begins a statement."""
    code = masked(line)
    if NOT_CODE.match(code) or not code.strip("\x00 "):
        return []
    found = []
    for match in COMPARISON.finditer(code):
        if "template" not in code and "operator" not in code:
            found += [("comparison", _put(line, *match.span(), flip)) for flip in FLIPS[match.group(1)]]
    for match in LOGIC.finditer(code):
        found.append(("and/or", _put(line, *match.span(), "||" if match.group(1) == "&&" else "&&")))
    return found + list(_numbers(line, code)) + list(_negations(line, code)) + list(_drops(line, code, before))


def places(text):
    """The lines of a file that can be broken: (number from 0, ways)."""
    found, before, inside = [], "", None
    for number, line in enumerate(text.split("\n")):
        if inside is None:  # not within a raw string or a comment of several lines
            raw = re.search(r'R"(\w*)\(', line)
            ways = [] if raw else of(line, before)
            if ways:
                found.append((number, ways))
            if raw and ")" + raw.group(1) + '"' not in line:
                inside = ")" + raw.group(1) + '"'
            elif "/*" in masked(line) and "*/" not in line:
                inside = "*/"
        elif inside in line:
            inside = None
        before = masked(line).rstrip("\x00 ").strip() or before
        if before.startswith("#"):
            before = ";"
    return found
