#!/usr/bin/python3
"""The grant flow through a real accessibility bus, as somebody with a screen reader has it.

  at_spi_grant.py <consentry>

Starts a bus, a display without a screen and the program on its demonstration. Only keys go in, and
only what AT-SPI announces is believed: which role and name has the focus, which alerts come. A grant
is made, proven, found in the list as active, and revoked again.

Ends with 77, which the test reports as skipped, where at-spi2-core, Xvfb or the bindings of AT-SPI
are not installed.
"""

import ctypes
import ctypes.util
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

SKIPPED = 77
BUS_LAUNCHERS = ["/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher"]
STOPS_MAX = 120  # more than any page has; a trap ends the test here
USUAL_SECONDS = 60
DEMO_SECONDS = 120  # a hundred days are made
PROOF_SECONDS = 60

TAB, SPACE, RETURN, DOWN, UP = 0xFF09, 0x0020, 0xFF0D, 0xFF54, 0xFF52


def skip(reason):
    print(f"SKIPPED: {reason}.\nNOTHING WAS TESTED: the grant flow was not heard on a bus. "
          "packaging/install_dependencies.sh installs what it needs.")
    sys.exit(SKIPPED)


def start_display(processes):
    """Xvfb on the first free number; it stays when its last client goes."""
    ours, its = os.pipe()
    processes.append(subprocess.Popen(
        ["Xvfb", "-displayfd", str(its), "-screen", "0", "1400x1000x24", "-nolisten", "tcp",
         "-noreset"],
        pass_fds=[its], stderr=subprocess.DEVNULL))
    os.close(its)
    with os.fdopen(ours) as answer:
        os.environ["DISPLAY"] = ":" + answer.readline().strip()


def start_bus(processes):
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1", "--nosyslog"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    processes.append(daemon)
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = daemon.stdout.readline().strip()


class WindowAttributes(ctypes.Structure):
    """XWindowAttributes, of which the size and the state count here."""
    _fields_ = ([(name, ctypes.c_int) for name in ("x", "y", "width", "height", "border", "depth")] +
                [("visual", ctypes.c_void_p), ("root", ctypes.c_ulong)] +
                [(name, ctypes.c_int) for name in ("kind", "bit_gravity", "win_gravity", "store")] +
                [("planes", ctypes.c_ulong), ("pixel", ctypes.c_ulong), ("under", ctypes.c_int),
                 ("colormap", ctypes.c_ulong), ("installed", ctypes.c_int),
                 ("map_state", ctypes.c_int)] +
                [(name, ctypes.c_long) for name in ("all_mask", "mask", "no_mask")] +
                [("override", ctypes.c_int), ("screen", ctypes.c_void_p)])


def give_focus_to_the_window():
    """What a window manager would do."""
    x11 = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
    x11.XQueryTree.argtypes = [ctypes.c_void_p, ctypes.c_ulong] + [ctypes.c_void_p] * 4
    x11.XGetWindowAttributes.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p]
    x11.XSetInputFocus.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_ulong]
    x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
    display = x11.XOpenDisplay(None)
    root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
    windows = ctypes.POINTER(ctypes.c_ulong)()
    x11.XQueryTree(display, x11.XDefaultRootWindow(display), ctypes.byref(root),
                   ctypes.byref(parent), ctypes.byref(windows), ctypes.byref(count))
    viewable, to_parent = 2, 2
    found = False
    for i in range(count.value):
        attributes = WindowAttributes()
        x11.XGetWindowAttributes(display, windows[i], ctypes.byref(attributes))
        if attributes.map_state == viewable and attributes.width > 200:
            x11.XSetInputFocus(display, windows[i], to_parent, 0)
            found = True
    x11.XCloseDisplay(display)
    return found


class Failed(Exception):
    pass


def is_called(name, wanted):
    return name.startswith(wanted[:-1]) if wanted.endswith("…") else name == wanted


class Listener:
    """Hears what a screen reader hears, and presses keys."""

    def __init__(self, atspi, glib):
        self.atspi = atspi
        self.context = glib.MainContext.default()
        self.focus = None  # (role, name) of what has the keyboard
        self.alerts = []
        self.progress = []
        self.said = []
        self.listener = atspi.EventListener.new(self.hear)
        for kind in ("object:state-changed:focused", "object:state-changed:showing",
                     "object:property-change:accessible-value", "window:activate"):
            self.listener.register(kind)

    def hear(self, event):
        try:
            role, name = event.source.get_role_name(), event.source.get_name()
        except Exception:  # gone already: nobody could have said it either
            return
        if event.type == "object:state-changed:focused" and event.detail1:
            self.focus = (role, name)
            self.said.append(f"{role} “{name}”")
        elif event.type == "object:state-changed:showing" and event.detail1:
            if role in ("alert", "notification"):
                self.alerts.append(name)
                self.said.append(f"alert “{name}”")
        elif event.type.startswith("object:property-change:accessible-value"):
            if role == "progress bar":
                self.progress.append(name)

    def listen(self, seconds):
        end = time.monotonic() + seconds
        while True:
            while self.context.pending():
                self.context.iteration(False)
            if time.monotonic() >= end:
                return
            time.sleep(0.005)

    def wait(self, what, is_so, seconds=USUAL_SECONDS):
        end = time.monotonic() + seconds
        while not is_so():
            if time.monotonic() > end:
                raise Failed(f"nothing announced {what}")
            self.listen(0.05)

    def key(self, symbol):
        self.atspi.generate_keyboard_event(symbol, None, self.atspi.KeySynthType.SYM)
        self.listen(0.08)

    def type(self, words):
        for letter in words:
            self.key(ord(letter))

    def go_to(self, role, name):
        """Goes on with Tab until this is announced; "…" at the end stands for more words."""
        for _ in range(STOPS_MAX):
            if self.focus and self.focus[0] == role and is_called(self.focus[1], name):
                return
            self.key(TAB)
        raise Failed(f"Tab never came to {role} “{name}”")

    def press(self, role, name):
        self.go_to(role, name)
        self.key(SPACE)

    def choose(self, role, name):
        """One of several: Tab leads to the group, arrows to its neighbours."""
        for _ in range(STOPS_MAX):
            if self.focus and self.focus[0] == role:
                for arrow in [None] + [DOWN] * 8 + [UP] * 16:
                    if arrow:
                        self.key(arrow)
                    if self.focus[0] != role:
                        break
                    if is_called(self.focus[1], name):
                        return
            self.key(TAB)
        raise Failed(f"no {role} is called “{name}”")

    def choose_row(self, name):
        """A row of the list that Tab comes to."""
        for _ in range(STOPS_MAX):
            self.listen(0.1)  # the row is told after its list
            if self.focus[0] == "table cell":
                for arrow in [None] + [UP] * 12 + [DOWN] * 24:
                    if arrow:
                        self.key(arrow)
                    if is_called(self.focus[1], name):
                        return
            self.key(TAB)
        raise Failed(f"no row is called “{name}”")

    def wait_for_alert(self, words, seconds=USUAL_SECONDS):
        self.wait(f"an alert “{words}”",
                  lambda: any(words in alert for alert in self.alerts), seconds)


def application(atspi):
    desktop = atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        try:
            one = desktop.get_child_at_index(i)
            if one is not None and one.get_name() in ("consentry", "Consentry"):
                return one
        except Exception:  # not ready yet
            pass
    return None


def shown(atspi, node, found=None):
    """All that is on the screen, as (role, name)."""
    found = [] if found is None else found
    try:
        states = node.get_state_set()
        if node.get_role_name() != "application" and not states.contains(atspi.StateType.SHOWING):
            return found
        found.append((node.get_role_name(), node.get_name()))
        for i in range(node.get_child_count()):
            child = node.get_child_at_index(i)
            if child is not None:
                shown(atspi, child, found)
    except Exception:  # went while it was being read
        pass
    return found


def main(program):
    for tool in ("Xvfb", "dbus-daemon"):
        if shutil.which(tool) is None:
            skip(f"{tool} is not installed")
    if not any(os.path.exists(path) for path in BUS_LAUNCHERS):
        skip("at-spi2-core is not installed")
    try:
        import gi
        gi.require_version("Atspi", "2.0")
    except (ImportError, ValueError):
        skip("the bindings of AT-SPI (gir1.2-atspi-2.0, python3-gi) are not installed")

    processes = []
    folder = tempfile.mkdtemp(prefix="consentry-at-spi-")
    try:
        start_display(processes)
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME",
                     "XDG_RUNTIME_DIR"):
            path = pathlib.Path(folder, name.lower())
            path.mkdir(mode=0o700)
            os.environ[name] = str(path)
        os.environ.update(QT_QPA_PLATFORM="xcb", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1",
                          LANG="C.UTF-8", LC_ALL="C.UTF-8", GSETTINGS_BACKEND="memory")
        start_bus(processes)
        run(program, pathlib.Path(folder, "data"), processes)
        return 0
    except Failed as problem:
        print(f"FAILED: {problem}")
        return 1
    finally:
        for process in reversed(processes):
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
        shutil.rmtree(folder, ignore_errors=True)


def run(program, data, processes):
    from gi.repository import Atspi, Gio, GLib
    session = Gio.bus_get_sync(Gio.BusType.SESSION)
    for name in ("IsEnabled", "ScreenReaderEnabled"):
        session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set",
                          GLib.Variant("(ssv)", ("org.a11y.Status", name,
                                                 GLib.Variant("b", True))), None, 0, 10000, None)
    Atspi.init()
    listener = Listener(Atspi, GLib)
    processes.append(subprocess.Popen([program, "--data", str(data)]))
    try:
        flow(Atspi, listener)
    except Failed:
        print("heard last:", *listener.said[-12:], sep="\n  ")
        app = application(Atspi)
        print("shown:", *(f"{role} “{name}”" for role, name in shown(Atspi, app) if name),
              sep="\n  ")
        raise


def flow(atspi, listener):
    def app():
        return shown(atspi, application(atspi))

    def says(role, words):
        return any(r == role and words in name for r, name in app())

    def page(title):
        listener.wait(f"the page “{title}”", lambda: says("heading", title))

    def active():
        """How many grants are said to be active."""
        return next((int(name.split()[-1]) for role, name in app()
                     if role == "radio button" and name.startswith("Active ")), None)

    listener.wait("the program", lambda: application(atspi) is not None)
    page("Your records. You decide who sees them.")
    if not give_focus_to_the_window():
        raise Failed("there is no window")
    listener.wait("the focus", lambda: listener.focus is not None)

    # The demonstration, whose making is heard.
    listener.press("push button", "Try the demonstration")
    listener.wait("the main menu", lambda: says("tool bar", "Main menu"), DEMO_SECONDS)
    if not listener.progress:
        raise Failed("the progress of the demonstration was not announced")
    listener.choose("radio button", "Who may see")
    page("Who may see")
    before = active()

    # Who, what, why, until.
    listener.press("push button", "New grant")
    page("New grant")
    listener.press("push button", "choose who…")
    listener.wait("the field", lambda: listener.focus[0] == "text")
    listener.type("luo")
    listener.wait_for_alert("1 fit")
    listener.key(RETURN)
    listener.wait("who", lambda: says("paragraph", "Dr Luo Qing"))
    listener.press("push button", "That is right")
    listener.press("push button", "choose what…")
    listener.press("check box", "Weight")
    listener.wait("what", lambda: says("paragraph", "weight"))
    listener.press("push button", "That is right")
    listener.press("push button", "treatment…")
    listener.go_to("radio button", "Treatment")
    listener.key(DOWN)
    listener.wait("why", lambda: says("paragraph", "for coordination of care"))
    listener.press("push button", "That is right")
    until = next(name for role, name in app()
                 if role == "push button" and re.search(r"\b20\d\d, change$", name))
    listener.press("push button", until)
    listener.go_to("radio button", "90 days")
    listener.key(UP)
    listener.wait("until when", lambda: not says("push button", until))
    listener.press("push button", "That is right")

    # Read, sign, proof.
    listener.press("push button", "Read and sign")
    page("Read once more, then sign")
    if listener.focus != ("push button", "Back"):
        raise Failed(f"the page of signing begins on {listener.focus}, not on Back")
    sentence = next(name for role, name in app() if role == "paragraph")
    for part in ("Dr Luo Qing", "weight", "coordination of care"):
        if part not in sentence:
            raise Failed(f"the sentence that is signed does not say “{part}”: {sentence}")
    listener.press("push button", "Sign and send")
    listener.wait_for_alert("Signed, not sent yet")
    listener.wait_for_alert("The grant holds", PROOF_SECONDS)
    listener.press("push button", "Done")

    # It stands in the list, and ends again.
    page("Who may see")
    listener.wait("one more active grant", lambda: active() == before + 1)
    listener.choose_row("Dr Luo Qing, Minghu University Hospital, Weight…")
    listener.wait("the grant's sentence", lambda: sentence in [name for _, name in app()])
    if not says("label", "Proven"):
        raise Failed("the grant is not said to be proven")
    listener.press("push button", "Revoke")
    listener.wait("the page of revoking", lambda: listener.focus == ("push button", "Back"))
    listener.press("push button", "Stop access now")
    listener.wait_for_alert("This access has ended", PROOF_SECONDS)
    listener.press("push button", "Done")
    page("Who may see")
    listener.wait("one active grant less", lambda: active() == before)
    print(f"heard {len(listener.said)} things, {len(listener.alerts)} of them alerts:",
          *listener.alerts, sep="\n  ")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
