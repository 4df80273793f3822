"""A tutorial followed from its first line to its last."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from playwright.sync_api import Page

from services.command.arrival import wait_for_everything
from services.command.embedded.ports import Ports
from shared.settings import Home
from tests.browser.tutorial.steps import Act, Copy, Go, Picture, Run, See, Step, Turn, Write
from tests.browser.tutorial.terminal import Terminal
from tests.browser.tutorial.window import Window
from tests.browser.tutorial.words import Words

NewPage = Callable[[], Page]


class Reader:
    """Whoever follows the tutorial.

    Args:
        words: what they know.
        terminal: theirs.
        new_page: a page of a browser of its own.
        pictures: where pictures are kept.
    """

    def __init__(self, words: Words, terminal: Terminal, new_page: NewPage, pictures: Path) -> None:
        self._words = words
        self._terminal = terminal
        self._new_page = new_page
        self._pictures = pictures
        self._windows: dict[str, Window] = {}
        self._now: Window | None = None

    def follow(self, steps: list[Step]) -> None:
        """Take every step.

        Raises:
            AssertionError: a step cannot be taken; it says which line of the document it is of.
        """
        for step in steps:
            try:
                self._take(step)
            except Exception as error:
                where = self._now.heading() if self._now else "terminal"
                raise AssertionError(f"line {step.line}: {step}\n({where})\n{error}") from error

    def _take(self, step: Step) -> None:
        match step:
            case Run():
                self._terminal.run(step)
            case Turn(name=name):
                self._settle()
                if name not in self._windows:
                    self._windows[name] = Window(self._new_page())
                self._now = self._windows[name]
            case _:
                assert self._now is not None, "nobody's browser is named before this"
                self._look(self._now, step)

    def _look(self, window: Window, step: Step) -> None:
        words = self._words
        match step:
            case Go(address=address):
                window.go(words.written(address))
            case Write(fields=fields):
                for called, text in fields:
                    window.write(called, words.written(text))
            case Act(what=what, place=place, opens=opens):
                window.act(words.seen(what), place and words.seen(place), opens=opens)
            case See():
                self._see(window, step)
            case Copy(place=place, name=name):
                words.copied[name] = window.number_at(place)
            case Picture(path=path, place=place):
                window.keep(self._pictures / Path(path).name, place)

    def _see(self, window: Window, step: See) -> None:
        for told in map(self._words.seen, step.told):
            if step.absent:
                window.miss(told)
            elif step.row:
                window.see_in_row(self._words.seen(step.row), told)
            else:
                window.see(told)

    def _settle(self) -> None:
        """Wait as people's hands do: until every service has heard what the last one did.

        In a thread of its own, since Playwright's loop runs in this one.
        """
        if (folder := self._terminal.home) is None:
            return
        home = Home(folder)
        with ThreadPoolExecutor(1) as thread:
            thread.submit(wait_for_everything, home, Ports.read(home)).result()
