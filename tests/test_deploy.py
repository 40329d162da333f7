"""What stands in deploy/ is read by what will read it, where this machine has it, and holds what it promises."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from configparser import ConfigParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from bench.kit import fronts
from bench.kit.servers import free_port
from bench.trust import scan, spill
from gemel.settings import load
from gemel.testing import Client
from gemel.testing_browser import Two
from gemel.vault import form_token
from gemel.web import asgi, uploads

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
UNITS = ["gemel.service", "gemel-backup.service", "gemel-backup.timer"]


def unit(name: str) -> ConfigParser:
    found = ConfigParser(strict=False, interpolation=None)
    found.optionxform = str  # type: ignore[assignment, method-assign]
    found.read(DEPLOY / name)
    return found


def compose(*names: str) -> dict[str, Any]:
    yaml = pytest.importorskip("yaml")
    services: dict[str, Any] = {}
    for name in names:
        for service, said in yaml.safe_load((DEPLOY / name).read_text("utf-8"))["services"].items():
            services.setdefault(service, {}).update(said)
    return services


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd on this machine")
def test_systemd_reads_the_units(tmp_path: Path) -> None:
    """The programs that they name are not here: their place is taken by one that is."""
    for name in UNITS:
        text = (DEPLOY / name).read_text("utf-8")
        (tmp_path / name).write_text(re.sub(r"/opt/gemel/\.venv/bin/gemel", "/bin/true", text))
    command = ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / name) for name in UNITS)]
    done = subprocess.run(command, capture_output=True, text=True)
    ours = [line for line in done.stderr.splitlines() if str(tmp_path) in line or "gemel" in line]
    assert not ours, done.stderr


@pytest.mark.parametrize("name", UNITS[:2])
def test_a_unit_gets_what_it_needs_and_nothing_else(name: str) -> None:
    service = unit(name)["Service"]
    expected = {
        "DynamicUser": "yes", "ProtectSystem": "strict", "NoNewPrivileges": "yes", "LimitCORE": "0",
        "MemorySwapMax": "0", "PrivateTmp": "yes", "StateDirectoryMode": "0700", "CapabilityBoundingSet": "",
        "InaccessiblePaths": "-/opt/gemel/.git",
    }  # fmt: skip
    assert {key: service[key] for key in expected} == expected
    assert "MemoryMax" in service


def test_every_setting_that_is_named_here_is_one_that_gemel_reads() -> None:
    """A misspelt setting would be passed over in silence."""
    named = {
        name
        for path in [*DEPLOY.iterdir(), ROOT / "README.md", ROOT / "docs/operate.md"]
        for name in re.findall(r"\bGEMEL_[A-Z0-9_]+", path.read_text("utf-8"))
    }
    source = "".join((ROOT / f"gemel/{name}.py").read_text("utf-8") for name in ("settings", "cli", "backup/command"))
    assert not {name for name in named if f'"{name}"' not in source}
    assert named and load.__doc__


@pytest.mark.parametrize("names", [("compose.yaml",), ("compose.yaml", "compose.postgres.yaml")])
def test_containers_write_nowhere_and_may_nothing(names: tuple[str, ...]) -> None:
    for name, service in compose(*names).items():
        assert "no-new-privileges:true" in service["security_opt"], name
        assert service["mem_limit"] == service["memswap_limit"] and service["ulimits"]["core"] == 0, name
        if name != "postgres":
            assert service["read_only"] and service["cap_drop"] == ["ALL"], name
    assert "ports" not in compose(*names)["gemel"], "only the proxy is reached from outside"


def test_the_variant_with_postgresql_keeps_what_it_acknowledges() -> None:
    found = compose("compose.postgres.yaml")
    assert "synchronous_commit=on" in found["postgres"]["command"]
    assert "--data-checksums" in found["postgres"]["environment"]["POSTGRES_INITDB_ARGS"]


def test_the_container_is_not_run_by_root_and_knows_whether_it_is_well() -> None:
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    assert re.search(r"^USER 10001$", text, re.M) and "HEALTHCHECK" in text and "/health" in text
    assert text.index("USER 10001") < text.index('CMD ["sh"')


def directives(name: str) -> list[str]:
    lines = (line.partition("#")[0].strip() for line in (DEPLOY / name).read_text("utf-8").splitlines())
    return [re.sub(r"\s+", " ", line) for line in lines if line]


def test_nginx_keeps_words_off_its_disk() -> None:
    found = directives("nginx.conf")
    for wanted in (
        "proxy_request_buffering off;", "proxy_buffering off;", "proxy_max_temp_file_size 0;",
        "proxy_http_version 1.1;", "access_log off;", "client_max_body_size 300m;",
    ):  # fmt: skip
        assert wanted in found, wanted
    assert found.count("access_log off;") == sum(line.startswith("server {") for line in found)
    text = "\n".join(found)
    assert text.count("{") == text.count("}")


def test_nginx_speaks_no_old_tls_and_opens_nothing_afterwards() -> None:
    """Caddy does the same by itself, unless it is told otherwise."""
    found = directives("nginx.conf")
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in found and "ssl_prefer_server_ciphers on;" in found
    ciphers = next(line for line in found if line.startswith("ssl_ciphers "))
    assert "ssl_certificate /etc/letsencrypt/live/gemel.example.org/fullchain.pem;" in found
    assert all(one.startswith("ECDHE+") for one in ciphers.removeprefix("ssl_ciphers ").rstrip(";").split(":"))
    assert not [line for line in directives("Caddyfile") if re.match(r"tls\b|protocols|ciphers|http_port|auto_https", line)]


def test_caddy_keeps_words_off_its_disk() -> None:
    found = directives("Caddyfile")
    for wanted in ("level ERROR", "exclude http.log.error http.handlers.reverse_proxy", "max_size 300MB"):
        assert wanted in found, wanted
    assert "log {" not in found
    assert not [line for line in found if line.startswith(("encode", "request_buffers", "flush"))]
    text = "\n".join(found)
    assert text.count("{") == text.count("}")


@pytest.mark.skipif("nginx" not in fronts.here(), reason="no nginx on this machine")
def test_nginx_reads_its_settings(tmp_path: Path) -> None:
    """The oldest that is about knows no `http2 on;`, and the newest remarks on the older way to say it."""
    done = subprocess.run([*fronts.nginx(tmp_path, 8000).command, "-t"], capture_output=True, text=True)
    assert done.returncode == 0 and "[emerg]" not in done.stderr, done.stderr


@pytest.mark.skipif("caddy" not in fronts.here(), reason="no Caddy on this machine")
def test_caddy_reads_its_settings() -> None:
    done = subprocess.run(
        ["caddy", "adapt", "--adapter", "caddyfile", "--config", DEPLOY / "Caddyfile"], capture_output=True, text=True
    )
    assert done.returncode == 0 and "not formatted" not in done.stderr, done.stderr


@pytest.fixture(params=fronts.KINDS)
def front(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[int], httpx.Client]]:
    """Starts a proxy before a port, as deploy/ sets it up; gives who asks it."""
    if request.param not in fronts.here():
        pytest.skip(f"no {request.param} on this machine")
    with ExitStack() as open_ones:

        def start(port: int) -> httpx.Client:
            made = open_ones.enter_context(fronts.started(fronts.KINDS[request.param](tmp_path, port)))
            return open_ones.enter_context(httpx.Client(base_url=made.address, verify=False, timeout=20))  # noqa: S501

        yield start


def port_of(address: str) -> int:
    return int(address.rpartition(":")[2])


def test_a_proxy_hands_on_what_gemel_says_and_says_nothing_of_itself(
    front: Callable[[int], httpx.Client], served: str
) -> None:
    answer = front(port_of(served)).get("/sign-in")
    names = [name.lower() for name, _value in answer.headers.multi_items()]
    assert answer.status_code == 200 and "content-encoding" not in names
    for name in asgi.HEADERS:
        assert names.count(name) == 1, name
    assert not re.search(r"\d", answer.headers.get("server", ""))


def test_a_stream_comes_at_once_and_a_photo_of_nineteen_mb_comes_through(
    front: Callable[[int], httpx.Client], served: str, ana: Client, ben: Client
) -> None:
    client, cookie = front(port_of(served)), {"cookie": f"gemel={ana.cookie}"}
    with client.stream("GET", "/live", headers=cookie) as stream:
        assert next(stream.iter_text()).startswith("retry:")
    form = {"_token": form_token(ana.cookie), "_id": "0" * 32, "words": "the river at six"}
    for size, status in ((19, 303), (21, 422)):
        photo = {"photo": ("a.jpg", scan.picture("x") + bytes(size * uploads.MIB), "image/jpeg")}
        answer = client.post("/memories/journal", data=form, files=photo, headers=cookie)
        assert answer.status_code == status
    assert "the river at six" in answer.text


def test_while_gemel_is_away_a_line_says_that_what_was_written_is_sent_again(
    front: Callable[[int], httpx.Client], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(DEPLOY, tmp_path / "deploy")
    caddyfile = tmp_path / "deploy/Caddyfile"
    caddyfile.write_text(caddyfile.read_text("utf-8").replace("lb_try_duration 20s", "lb_try_duration 1s"))
    monkeypatch.setattr(fronts, "DEPLOY", tmp_path / "deploy")
    answer = front(free_port()).post("/thanks", data={"did": "tea"})
    assert answer.status_code == 503 and "sent again" in answer.text and answer.headers["cache-control"] == "no-store"


@pytest.mark.browser
def test_an_answer_that_is_not_from_gemel_takes_nothing_off_the_page(two: Two) -> None:
    """A proxy's own page while gemel is started anew: the words stay, and go out when it is back."""
    two.couple()
    two.one.go("/thanks/new")
    two.one.write("What they did", "You made tea before I asked")
    two.one.page.route("**/thanks", lambda route: route.fulfill(status=502, body="<h1>502 Bad Gateway</h1>"))
    two.one.page.get_by_role("button", name="Give it like this").click()
    two.one.page.locator("gm-offline:not(:empty)").wait_for()
    assert two.one.page.locator("textarea").first.input_value() == "You made tea before I asked"
    two.one.page.unroute("**/thanks")
    two.one.tap("Give it like this")
    two.other.go("/")
    assert two.other.sees("There is a note for you")


PLANTED = "kanarienvogel"


def test_a_word_that_was_written_to_a_file_is_seen(tmp_path: Path) -> None:
    """Lines as strace writes them: a body on its way from one socket to the other, and one that goes to a file."""

    def hexed(text: str) -> str:
        return "".join(f"\\x{byte:02x}" for byte in text.encode())

    said, spilt = hexed(f"did={PLANTED}"), hexed("/var/lib/nginx/body/0000000001")
    (tmp_path / "trace").write_text(
        f'7 openat(AT_FDCWD</>, "{spilt}", O_RDWR|O_CREAT|O_EXCL, 0600) = 9<{spilt}>\n'
        f'7 writev(5<{hexed("socket:[12]")}>, [{{iov_base="{said}", iov_len=17}}], 1) = 17\n'
        f'7 pwritev(9<{spilt}>, [{{iov_base="{said}"..., iov_len=9000}}], 1, 0 <unfinished ...>\n'
        f'8 write(2<{hexed("/data/gemel.db")}>, "{hexed("sealed")}"..., 4096) = 4096\n'
    )
    seen = spill.Seen()
    seen.take(tmp_path / "trace", [PLANTED.encode()])
    file = "/var/lib/nginx/body/0000000001"
    assert seen.opened == {file} and seen.held == {file: 9000, "/data/gemel.db": 0}
    assert seen.beside(Path("/data")) == {file}


def test_without_our_lines_nginx_would_write_words_down() -> None:
    """What G2 compares with; the lines that it takes out are those that `nginx.conf` says keep words off the disk."""
    found = spill.by_itself((DEPLOY / "nginx.conf").read_text("utf-8"))
    assert "proxy_pass" in found
    assert not [word for word in ("proxy_buffering", "request_buffering", "temp_file_size") if word in found]
