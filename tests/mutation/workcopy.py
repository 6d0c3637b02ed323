# SPDX-License-Identifier: GPL-3.0-or-later
"""A copy of the tree under build/mutation and its build folder: nothing is ever broken in the tree itself.

Built without unity files, sanitizers, optimisation and debug symbols: a mutant costs one object and a link.
"""
import os
import pathlib
import resource
import signal
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
HOME = ROOT / "build" / "mutation"
SOURCE = HOME / "source"
BUILD = HOME / "build"
MOST_MEMORY = 8 << 30  # a loop that has lost its end eats what there is


def _write_changed(target, data):
    """An unchanged file keeps its time, or all would be built again."""
    if target.is_file() and target.read_bytes() == data:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def refresh():
    """Makes the copy what the tree is; this mends what an interrupted run left broken."""
    names = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, check=True,
                           capture_output=True, text=True).stdout.split("\0")
    wanted = {name for name in names if name and (ROOT / name).is_file()}
    for name in sorted(wanted):
        _write_changed(SOURCE / name, (ROOT / name).read_bytes())
        os.chmod(SOURCE / name, (ROOT / name).stat().st_mode)
    for old in SOURCE.rglob("*"):
        if old.is_file() and str(old.relative_to(SOURCE)) not in wanted:
            old.unlink()
    subprocess.run(["cmake", "-S", SOURCE, "-B", BUILD, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug",
                    "-DCMAKE_CXX_FLAGS_DEBUG=-O0 -g0", "-DWAGGLE_TESTS=ON", "-DCMAKE_UNITY_BUILD=OFF"],
                   check=True, stdout=subprocess.DEVNULL)


def build(tests):
    """Empty, or what the compiler says."""
    done = subprocess.run(["ninja", "-C", BUILD, "-j2"] + ["test_" + name for name in tests],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    return "" if done.returncode == 0 else done.stdout


def binary(name):
    return next(path for path in (BUILD / "tests").rglob("test_" + name) if path.is_file())


def _bounded():
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(name, longest):
    """(passed, seconds). What takes longer than `longest` seconds has failed: it hangs."""
    start = time.monotonic()
    env = dict(os.environ, QT_QPA_PLATFORM="offscreen", GTEST_BREAK_ON_FAILURE="0")
    process = subprocess.Popen([binary(name), "--gtest_fail_fast"], cwd=BUILD, env=env, preexec_fn=_bounded,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        passed = process.wait(longest) == 0
    except subprocess.TimeoutExpired:
        passed = False
    finally:
        try:
            os.killpg(process.pid, signal.SIGKILL)  # and what it started
        except ProcessLookupError:
            pass
        process.wait()
    return passed, time.monotonic() - start
