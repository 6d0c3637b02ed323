#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Breaks single lines of core/ one at a time and tells which breaks no test sees.

    tests/mutation/mutate.py [--count 40] [--seed N] [--folder core/swarm] [--file core/swarm/keyedhash.cpp]
                             [--draw 3,17] [--list]

Breaks: a flipped comparison, a dropped statement, a number ± 1, a negated condition, && for || and back. Lines are
drawn from all that can be broken, so that each folder has its share; one seed draws the same breaks from the same
core/, whatever the tests are. The test binaries of the folder (covers.py) are built and run: a test that fails, crashes
or hangs has seen the break. What does not compile does not count; another is drawn.

All of it happens in a copy of the tree in build/mutation: it may be interrupted at any time. The first run builds the
tests anew there, which takes minutes. An unseen break is a test to write, unless the broken program does the same: that
is for a person to judge. --draw repeats single draws by their numbers; --list shows them and runs nothing. Not in
ctest: it takes from seconds to a minute a break.
"""
import argparse
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import covers
import mutations
import workcopy


class Break:
    """One line of one file, and what stands there instead."""

    def __init__(self, draw, path, text, number, kind, new):
        self.draw, self.path, self.text, self.number, self.kind, self.new = draw, path, text, number, kind, new
        self.old = text.split("\n")[number]

    def write(self, text):
        (workcopy.SOURCE / self.path).write_text(text, encoding="utf-8")

    def broken(self):
        lines = self.text.split("\n")
        lines[self.number] = self.new
        return "\n".join(lines)

    def diff(self):
        return f"#{self.draw} {self.path}:{self.number + 1} ({self.kind})\n- {self.old.strip()}\n+ {self.new.strip()}"


def draws(options):
    """Without end, by the seed alone; none twice."""
    folder = workcopy.ROOT / options.folder
    files = [workcopy.ROOT / options.file] if options.file else sorted(folder.rglob("*.cpp"))
    texts = {str(file.relative_to(workcopy.ROOT)): file.read_text(encoding="utf-8") for file in files}
    lines = [(path, *place) for path, text in texts.items() for place in mutations.places(text)]
    if not lines:
        sys.exit("Nothing there can be broken.")
    chance, drawn = random.Random(options.seed), set()
    for draw in range(1, 20 * len(lines)):
        path, number, ways = chance.choice(lines)
        kind, new = chance.choice(ways)
        if (path, number, new) not in drawn:
            drawn.add((path, number, new))
            yield Break(draw, path, texts[path], number, kind, new)


class Runner:
    def __init__(self):
        self.times = {}  # of each binary while nothing is broken

    def prepare(self, tests):
        """What fails by itself sees nothing."""
        for name in tests:
            if name in self.times:
                continue
            problem = workcopy.build([name])
            passed, seconds = (False, 0) if problem else workcopy.run(name, 600)
            if not passed:
                sys.exit(f"test_{name} fails before anything is broken.\n{problem[-2000:]}")
            self.times[name] = seconds

    def _seen_by(self, tests):
        for name in tests:
            if workcopy.build([name]):
                return None
            if not workcopy.run(name, 20 + 4 * self.times[name])[0]:
                return name
        return ""

    def seen_by(self, one):
        """The binary that saw it, empty if none did, None if it does not compile."""
        tests = covers.tests_of(one.path)
        if not tests:
            sys.exit(f"covers.py has no row for {one.path}")
        self.prepare(tests)
        try:
            one.write(one.broken())
            return self._seen_by(tests)
        finally:
            one.write(one.text)


def options_of(arguments):
    parser = argparse.ArgumentParser(description="Breaks lines of core/ and tells which breaks no test sees.")
    parser.add_argument("--count", type=int, default=40, help="breaks that compile (40)")
    parser.add_argument("--seed", type=int, default=None, help="draws the same again; printed")
    parser.add_argument("--folder", default="core", help="only files below it")
    parser.add_argument("--file", help="only this file; may be a header")
    parser.add_argument("--draw", type=lambda text: {int(part) for part in text.split(",")}, help="only these draws")
    parser.add_argument("--list", action="store_true", help="show the draws and run nothing")
    options = parser.parse_args(arguments)
    if options.seed is None:
        options.seed = random.SystemRandom().randrange(1 << 32)
    return options


def wanted(options):
    for one in draws(options):
        if options.draw and one.draw > max(options.draw):
            return
        if not options.draw or one.draw in options.draw:
            yield one


def main():
    options = options_of(sys.argv[1:])
    print(f"seed {options.seed}", flush=True)
    if not options.list:
        workcopy.refresh()
    runner, seen, unseen = Runner(), 0, []
    for one in wanted(options):
        if seen + len(unseen) == options.count:
            break
        if options.list:
            print(one.diff())
            options.count -= 1
            continue
        by = runner.seen_by(one)
        if by is None:
            print(f"        does not compile: #{one.draw} {one.path}:{one.number + 1} ({one.kind})", flush=True)
            continue
        seen += 1 if by else 0
        unseen += [] if by else [one]
        print(f"{seen + len(unseen):3}/{options.count} {'seen' if by else 'UNSEEN'}: #{one.draw} {one.path}:"
              f"{one.number + 1} ({one.kind}) {'test_' + by if by else ''}", flush=True)
    for one in unseen:
        print("\n" + one.diff())
    if seen + len(unseen):
        print(f"\n{seen} of {seen + len(unseen)} seen ({100 * seen // (seen + len(unseen))} %), seed {options.seed}")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\nInterrupted.")
