#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long Waggle takes to start, and what it costs while nothing happens; seen from outside. One JSON line.

Usage: windowstart.py WAGGLE [RUNS]. Needs DISPLAY (an Xvfb of its own, without other windows: its root is black until
the window is painted) and libX11. The first start of each kind makes the data folder and does not count.
"""
import ctypes
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time

X = ctypes.CDLL("libX11.so.6")
X.XOpenDisplay.restype = X.XGetImage.restype = ctypes.c_void_p
X.XDefaultRootWindow.restype = X.XGetPixel.restype = ctypes.c_ulong
X.XDefaultRootWindow.argtypes = X.XDestroyImage.argtypes = [ctypes.c_void_p]
X.XGetImage.argtypes = [ctypes.c_void_p, ctypes.c_ulong] + [ctypes.c_int] * 2 + [ctypes.c_uint] * 2 + [ctypes.c_ulong, ctypes.c_int]
X.XGetPixel.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]
PLACE = (300, 20)  # in the tool bar, wherever the window stands on an empty screen of its size
PATIENCE = 20


def painted(display):
    image = X.XGetImage(display, X.XDefaultRootWindow(display), *PLACE, 1, 1, 0xFFFFFF, 2)
    pixel = X.XGetPixel(image, 0, 0)
    X.XDestroyImage(ctypes.c_void_p(image))
    return pixel & 0xFFFFFF != 0


def end(process):
    process.send_signal(signal.SIGTERM)
    process.wait(PATIENCE)


def listening_ms(waggle, folder):
    begin = time.monotonic()
    process = subprocess.Popen([waggle, "serve", "--json", "--data-dir", folder, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE)
    process.stdout.readline()
    took = time.monotonic() - begin
    end(process)
    return took * 1000


def start_window(waggle, folder, display):
    while painted(display):
        time.sleep(0.02)
    begin = time.monotonic()
    process = subprocess.Popen([waggle, "--data-dir", folder, "--listen", "127.0.0.1:0"])
    while not painted(display) and time.monotonic() - begin < PATIENCE:
        time.sleep(0.001)
    return process, (time.monotonic() - begin) * 1000


def usage(pid):
    switches = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/status", encoding="ascii") as status:
            switches += sum(int(line.split()[1]) for line in status if "_ctxt_switches" in line)
    with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
        ticks = stat.read().rsplit(")", 1)[1].split()
    return switches, (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")


def quiet(pid, seconds=10):
    before = usage(pid)
    time.sleep(seconds)
    after = usage(pid)
    return (after[0] - before[0]) / seconds, 100 * (after[1] - before[1]) / seconds


def main():
    waggle = sys.argv[1]
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    display = ctypes.c_void_p(X.XOpenDisplay(None))
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    with tempfile.TemporaryDirectory() as folder:
        serve = [listening_ms(waggle, folder) for _ in range(runs + 1)][1:]
        windows = []
        for _ in range(runs + 1):
            process, took = start_window(waggle, folder, display)
            windows.append(took)
            time.sleep(1)
            end(process)
        process, _ = start_window(waggle, folder, display)
        time.sleep(3)
        switches, share = quiet(process.pid)
        result = {"listening_ms": statistics.median(serve), "painted_ms": statistics.median(windows[1:]),
                  "idle_switches_per_s": switches, "idle_core_percent": share}
        ids = subprocess.run(["xdotool", "search", "--pid", str(process.pid), "--name", "Waggle"], capture_output=True, text=True, check=False).stdout.split()
        for window in ids:
            subprocess.run(["xdotool", "windowunmap", window], check=False)
        time.sleep(2)
        result["hidden_switches_per_s"], result["hidden_core_percent"] = quiet(process.pid)
        end(process)
        print(json.dumps(result))


main()
