"""The wire over Redis: one channel, on which every process publishes and listens."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

from redis.asyncio import Redis as Client
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

CHANNEL = "gemel:live"
QUIET = 20  # seconds without a word after which the connection is tried
PATIENCE = 5  # seconds for a connection


class Redis:
    def __init__(self, url: str) -> None:
        self._url = url
        self._teller: Client | None = None

    async def listen(self) -> AsyncIterator[str]:
        async with self._client() as client, client.pubsub() as line:
            await line.subscribe(CHANNEL)
            if (await _heard(line))["type"] != "subscribe":
                raise ConnectionError
            yield ""
            while True:
                heard = await _heard(line)
                if heard["type"] == "subscribe":  # the client mended the line by itself, and something may be missed
                    raise ConnectionError
                if heard["type"] == "message":
                    yield heard["data"].decode("latin-1")

    async def send(self, payloads: Sequence[str]) -> None:
        if self._teller is None:
            self._teller = self._client()
        async with self._teller.pipeline(transaction=False) as line:
            for payload in payloads:
                line.publish(CHANNEL, payload)
            await line.execute()

    async def close(self) -> None:
        teller, self._teller = self._teller, None
        if teller is not None:
            await teller.aclose()

    def _client(self) -> Client:
        # Trying again is ours to do: see `Across`.
        once = Retry(NoBackoff(), 0)
        return Client.from_url(self._url, socket_connect_timeout=PATIENCE, socket_keepalive=True, retry=once)


async def _heard(line: Any) -> dict[str, Any]:
    """The next message. After a long silence the server is asked; one that does not answer is gone."""
    heard: dict[str, Any] | None = await line.get_message(timeout=QUIET)
    if heard is None:
        await line.ping()
        heard = await line.get_message(timeout=PATIENCE)
    if heard is None:
        raise TimeoutError
    return heard
