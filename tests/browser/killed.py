"""A browser of its own process, so that it can be killed as a power cut would, and come back."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext

from tests.browser.portal import MILLISECONDS_MAX, SECONDS_MAX

CHROMIUM = "/usr/bin/chromium"


@dataclass
class Device:
    """A running browser with a folder of its own."""

    process: subprocess.Popen[bytes]
    context: BrowserContext

    def cut(self) -> None:
        """All its processes are gone at once: nothing more is written."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(SECONDS_MAX)


@contextmanager
def device(browser: Browser, profile: Path) -> Iterator[Device]:
    """A browser over that folder; what an earlier one kept there is found again."""
    told = profile / "DevToolsActivePort"
    told.unlink(missing_ok=True)
    (profile / "SingletonLock").unlink(missing_ok=True)
    process = subprocess.Popen(
        [
            *(CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"),
            *("--disable-quic", "--disable-background-networking", "--disable-sync"),
            *("--remote-debugging-port=0", f"--user-data-dir={profile}", "about:blank"),
        ],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        port = _port(told)
        over = browser.browser_type.connect_over_cdp(f"http://127.0.0.1:{port}")
        context = over.contexts[0]
        context.set_default_timeout(MILLISECONDS_MAX)
        yield Device(process, context)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(SECONDS_MAX)


def _port(told: Path) -> int:
    """The port that the browser wrote down once it listens there."""
    until = time.monotonic() + SECONDS_MAX
    while not (told.exists() and told.read_text().count("\n")):
        if time.monotonic() > until:
            raise AssertionError("the browser did not start")
        os.sched_yield()
    return int(told.read_text().split()[0])
