"""The window as a person meets it: names that a screen reader hears, mouse, keys, and what is on the screen.

A step fails when the program ends, says that it panicked, or leaves the picture as it was where it has to change.
"""

import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

WIDTH, HEIGHT = 1440, 900
ROW = WIDTH * 3


class Failure(Exception):
    """The window did not do what it has to."""


def run(*command, **more):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, **more).stdout


def listen():
    """Says on the session's bus that somebody listens; without it programs keep their names to themselves."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    setting = GLib.Variant("(ssv)", ("org.a11y.Status", "IsEnabled", GLib.Variant("b", True)))
    bus.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set", setting, None, 0, -1, None)
    Atspi.init()


def fluent(language):
    """The texts of a language by their keys; of a plural the form that most numbers take."""
    texts = {}
    for file in sorted(Path("assets/i18n", language).glob("*.ftl")):
        content = file.read_text(encoding="utf-8")
        for key, text in re.findall(r"^([a-z][\w-]*) = (.*(?:\n[ }].*)*)", content, re.M):
            chosen = re.search(r"\*\[other\] (.*)", text)
            texts[key] = (chosen.group(1) if chosen else text).strip()
    return texts


class Screen:
    """A running window in one language and one appearance."""

    def __init__(self, program, work, pictures, language, theme, size=None):
        self.work, self.pictures = work, pictures
        self.language, self.theme = language, theme
        self.texts = fluent(language)
        settings = {"language": language, "theme": theme, "guide_seen": True}
        if size:
            settings["window"] = {"size": size}
        self.config = work / f"config-{language}-{theme}-{size}"
        self.config.mkdir(exist_ok=True)
        (self.config / "settings.json").write_text(json.dumps(settings))
        self.program, self.process, self.log, self.seen = program, None, None, b""
        self.crop = size or (WIDTH, HEIGHT)
        self.number, self.pointer = 0, (0, 0)

    # The program.

    def start(self, *files):
        self.stop()
        self.log = open(self.work / "window.log", "w+", encoding="utf-8")
        environment = {**os.environ, "LASTMILE_CONFIG_DIR": str(self.config)}
        self.process = subprocess.Popen(
            [self.program, *map(str, files)], cwd=self.work, stdout=self.log, stderr=self.log, env=environment)
        self.point(self.crop[0] - 3, 60)
        self.settle(patience=30)
        window = run("xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)).split()[-1].decode()
        run("xdotool", "windowfocus", "--sync", window)
        time.sleep(0.3)
        self.settle()

    def stop(self):
        if self.process:
            self.check()
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(10)
            self.process = None

    def check(self):
        if self.process.poll() is not None:
            raise Failure(f"the program ended early ({self.process.returncode}): {self.said()}")
        if "panicked" in self.said():
            raise Failure(f"the program panicked: {self.said()}")

    def said(self):
        self.log.seek(0)
        return self.log.read()

    # What is on the screen.

    def grab(self):
        return run("import", "-window", "root", "-depth", "8", "rgb:-")

    def settle(self, patience=12):
        """Waits until the picture stands still, but for a blinking caret, and is more than an empty window."""
        end, before = time.monotonic() + patience, b""
        while time.monotonic() < end:
            self.check()
            now = self.grab()
            if before and not differs(before, now) and len({now[i : i + 3] for i in range(0, len(now), 303)}) > 60:
                self.seen = now
                return
            before = now
            time.sleep(0.06)
        raise Failure("the window never came to rest")

    def changes(self, what):
        """Does something that has to be seen."""
        before = self.seen
        what()
        end = time.monotonic() + 5
        while not differs(before, self.grab()):
            self.check()
            if time.monotonic() > end:
                raise Failure("the picture stayed as it was")
            time.sleep(0.05)
        self.settle()

    def shot(self, name):
        self.number += 1
        path = self.pictures / f"{self.language}-{self.theme}-{self.number:02}-{name}.png"
        width, height = self.crop
        convert = ["convert", "-size", f"{WIDTH}x{HEIGHT}", "-depth", "8", "rgb:-", "-crop", f"{width}x{height}+0+0", "+repage"]
        run(*convert, "-define", "png:compression-level=2", str(path), input=self.seen)
        return path

    # Hands.

    def key(self, *keys):
        self.changes(lambda: run("xdotool", "key", "--clearmodifiers", *keys))

    def type(self, text, seen=True):
        def write():
            run("xdotool", "type", "--delay", "12", text)
        self.changes(write) if seen else write()

    def point(self, x, y):
        self.pointer = (x, y)
        run("xdotool", "mousemove", str(x), str(y))

    def click(self, x, y, button=1, times=1, seen=True):
        def push():
            self.point(x, y)
            time.sleep(0.1)
            run("xdotool", "click", "--repeat", str(times), "--delay", "60", str(button))
        self.changes(push) if seen else push()

    def drag(self, start, end, steps=6):
        def move():
            self.point(*start)
            run("xdotool", "mousedown", "1")
            for i in range(1, steps + 1):
                time.sleep(0.04)
                self.point(*(round(a + (b - a) * i / steps) for a, b in zip(start, end)))
            time.sleep(0.1)
            run("xdotool", "mouseup", "1")
        self.changes(move)

    # Names.

    def text(self, key, **values):
        """The window's text under a key, as a pattern: what is not given may be anything."""
        pattern = ""
        for part in re.split(r"(\{[^}]*\})", self.texts[key]):
            name = re.fullmatch(r"\{ \$(\w+) \}", part)
            literal = re.fullmatch(r'\{ "(.*)" \}', part)
            if name:
                given = values.get(name.group(1))
                pattern += ".*" if given is None else self.text(given) if given in self.texts else re.escape(given)
            elif literal:
                pattern += re.escape(literal.group(1))
            else:
                pattern += re.escape(part)
        return pattern

    def named(self, pattern, role=None, nth=0):
        """The place of the middle of what a screen reader calls so, as soon as it is there."""
        wanted, end = re.compile(pattern), time.monotonic() + 5
        while True:
            found = []
            desktop = Atspi.get_desktop(0)
            for i in range(desktop.get_child_count()):
                application = desktop.get_child_at_index(i)
                if application:
                    collect(application, wanted, role, found)
            if len(found) > nth:
                return found[nth]
            self.check()
            if time.monotonic() > end:
                raise Failure(f"nothing on the screen is called {pattern!r}")
            time.sleep(0.1)

    def press(self, key, role=None, nth=0, button=1, seen=True, times=1, **values):
        """Clicks what has the text under the key as its name."""
        x, y, w, h = self.named(self.text(key, **values), role, nth)
        self.click(x + w // 2, y + h // 2, button=button, seen=seen, times=times)

    def choose(self, label, option, **values):
        """Chooses from the list that opens under the label."""
        self.press(label, "combo box", **values)
        self.press(option)

    def command(self, name, seen=True):
        """Does a command by the palette, which knows their English names in every language."""
        self.key("ctrl+k")
        self.type(name)
        if seen:
            self.key("Return")
        else:
            run("xdotool", "key", "Return")
            time.sleep(0.4)
            self.settle()


def collect(node, wanted, role, found):
    try:
        name = node.get_name() or ""
        if wanted.fullmatch(name) and (role is None or node.get_role_name() == role):
            place = node.get_extents(Atspi.CoordType.SCREEN)
            if place.width > 0 and place.height > 0:
                found.append((place.x, place.y, place.width, place.height))
        for i in range(node.get_child_count()):
            child = node.get_child_at_index(i)
            if child:
                collect(child, wanted, role, found)
    except GLib.Error:
        pass  # gone while it was read


def differs(a, b):
    """Whether two pictures differ by more than a blinking caret."""
    if a == b:
        return False
    rows = [y for y in range(len(a) // ROW) if a[y * ROW : (y + 1) * ROW] != b[y * ROW : (y + 1) * ROW]]
    if len(rows) > 40:
        return True
    columns = {i // 3 for y in rows for i in range(ROW) if a[y * ROW + i] != b[y * ROW + i]}
    return len(columns) > 4
