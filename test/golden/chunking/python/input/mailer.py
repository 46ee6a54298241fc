#!/usr/bin/env python3
# Copyright the mailer authors. Licensed under the MIT licence.
"""Sends mail in batches."""
from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_RETRIES = 3

# What a server may answer before we give up.
TEMPORARY_CODES = {
    421: "not available",
    450: "mailbox busy",
    451: "aborted",
}

type Address = str

double = lambda value: value * 2


class MailError(Exception):
    """A message could not be sent."""


@dataclass(frozen=True)
class Message:
    """One message.

    Headers are added when it is sent.
    """

    sender: str
    recipients: list[str] = field(default_factory=list)
    body: str = ""

    def __str__(self) -> str:
        return f"{self.sender} -> {', '.join(self.recipients)}"

    @property
    def size(self) -> int:
        """Bytes on the wire."""
        return len(self.body.encode())

    @size.setter
    def size(self, value: int) -> None:
        raise AttributeError("size")

    class Meta:
        ordering = ["sender"]


class Mailer:
    def __init__(
        self,
        host: str,
        *,
        port: int = 25,  # plain text
    ) -> None:
        self.host = host
        self.port = port
        self._queue: list[Message] = []

    # Sends everything that waits.
    @retry(times=MAX_RETRIES)
    async def flush(self) -> int:
        r"""Sends the queue.

        Returns how many messages went out.
        """
        async def send(message: Message) -> bool:
            await asyncio.sleep(0)
            return True

        results = [await send(message) for message in self._queue]
        self._queue.clear()
        return sum(results)

    default_timeout = 30

    @classmethod
    def local(cls) -> Mailer:
        return cls("localhost")

    def __iter__(self) -> Iterator[Message]: return iter(self._queue)


def batched(items, size):
    '''Splits a list.'''
    for start in range(0, len(items), size):
        yield items[start:start + size]


def traced(function):
    def wrapper(*args, **kwargs):
        print(function.__name__)
        return function(*args, **kwargs)

    return wrapper


try:
    import uvloop
except ImportError:
    def install() -> None:
        pass
else:
    install = uvloop.install

if __name__ == "__main__":
    install()
    asyncio.run(Mailer.local().flush())
