"""Each bus in turn: in one process, over PostgreSQL, over Redis."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from gemel.live.bus import Bus
from gemel.live.tests import buses


@pytest.fixture(scope="session", params=["local", "postgres", "redis"])
def kind(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[buses.Kind]:
    with ExitStack() as open_now:
        if request.param == "local":
            yield buses.Kind("local", lambda: Bus(buses.KEY))
        elif request.param == "postgres":
            url = open_now.enter_context(buses.database())
            yield buses.over_postgres(url or pytest.skip("no PostgreSQL on this machine (apt-get install postgresql)"))
        else:
            url = open_now.enter_context(buses.redis_server(tmp_path_factory.mktemp("redis")))
            yield buses.over_redis(url or pytest.skip("no Redis on this machine (apt-get install redis-server)"))


@pytest.fixture
def across(kind: buses.Kind) -> buses.Kind:
    """The buses that reach another process."""
    if kind.overhear is None:
        pytest.skip("one process alone has nobody to reach")
    return kind
