"""The wire over PostgreSQL's LISTEN and NOTIFY: one connection that listens, one that tells.

Both are connections of their own, straight to the server: a pooler that hands out a connection per transaction
loses LISTEN.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from psycopg import AsyncConnection

CHANNEL = "gemel_live"
QUIET = 20.0  # seconds without a word after which the connection is tried
ALIVE = {"connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 15_000}


class Postgres:
    def __init__(self, url: str) -> None:
        self._url = url
        self._teller: AsyncConnection | None = None

    async def listen(self) -> AsyncIterator[str]:
        async with await self._connect() as line:
            await line.execute(f"LISTEN {CHANNEL}")
            yield ""
            while True:
                async for heard in line.notifies(timeout=QUIET):
                    yield heard.payload
                await line.execute("SELECT 1")

    async def send(self, payloads: Sequence[str]) -> None:
        if self._teller is None:
            self._teller = await self._connect()
        try:
            await self._teller.execute("SELECT pg_notify(%s, one) FROM unnest(%s::text[]) AS one", (CHANNEL, list(payloads)))
        except Exception:
            await self.close()
            raise

    async def close(self) -> None:
        teller, self._teller = self._teller, None
        if teller is not None:
            await teller.close()

    async def _connect(self) -> AsyncConnection:
        return await AsyncConnection.connect(self._url, autocommit=True, **ALIVE)  # type: ignore[arg-type]
