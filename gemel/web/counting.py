"""What is counted while GEMEL_METRICS is set: routes, statuses and times, for everybody together (Prometheus' text)."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from gemel import __version__
from gemel.live import Streams
from gemel.people import gate
from gemel.web.house import House

STEPS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Counts:
    """Written on the event loop alone; read from anywhere."""

    def __init__(self) -> None:
        self.requests: Counter[tuple[str, str, int]] = Counter()
        self.buckets = [0] * (len(STEPS) + 1)
        self.seconds = 0.0

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        self.requests[method, route, status] += 1
        self.buckets[bisect_left(STEPS, seconds)] += 1
        self.seconds += seconds


def told(counts: Counts, house: House, streams: Streams) -> bytes:
    return ("\n".join(_lines(counts, house, streams)) + "\n").encode()


def _lines(counts: Counts, house: House, streams: Streams) -> Iterator[str]:
    yield from ("# TYPE gemel_info gauge", f'gemel_info{{version="{__version__}"}} 1')
    yield "# TYPE gemel_requests_total counter"
    for (method, route, status), number in sorted(counts.requests.copy().items()):
        yield f'gemel_requests_total{{method="{method}",route="{route}",status="{status}"}} {number}'
    yield from _histogram(counts)
    running, waiting = gate.busy()
    for name, value in (
        ("gemel_streams_open", streams.number), ("gemel_passphrases_running", running),
        ("gemel_passphrases_waiting", waiting), ("gemel_database_bytes", house.store.size()),
    ):  # fmt: skip
        yield from (f"# TYPE {name} gauge", f"{name} {value}")


def _histogram(counts: Counts) -> Iterator[str]:
    yield "# TYPE gemel_request_seconds histogram"
    buckets, total = list(counts.buckets), 0
    for step, number in zip((*STEPS, "+Inf"), buckets, strict=True):
        total += number
        yield f'gemel_request_seconds_bucket{{le="{step}"}} {total}'
    yield from (f"gemel_request_seconds_sum {counts.seconds:.6f}", f"gemel_request_seconds_count {total}")
