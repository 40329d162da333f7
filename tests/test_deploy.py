"""What stands in deploy/ is read by what will read it, where this machine has it, and holds what it promises."""

from __future__ import annotations

import re
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest

from gemel.settings import load

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
        "proxy_http_version 1.1;", "access_log off;", "client_max_body_size 256m;",
    ):  # fmt: skip
        assert wanted in found, wanted
    assert found.count("access_log off;") == sum(line.startswith("server {") for line in found)
    text = "\n".join(found)
    assert text.count("{") == text.count("}")


def test_caddy_keeps_words_off_its_disk() -> None:
    found = directives("Caddyfile")
    assert "flush_interval -1" in found and "level ERROR" in found and "max_size 256MB" in found
    assert "log {" not in found and not [line for line in found if line.startswith(("encode", "request_buffers"))]
    text = "\n".join(found)
    assert text.count("{") == text.count("}")


@pytest.mark.skipif(shutil.which("nginx") is None, reason="no nginx on this machine")
def test_nginx_reads_its_settings(tmp_path: Path) -> None:
    (tmp_path / "nginx.conf").write_text(f"events {{}}\nhttp {{ include {DEPLOY}/nginx.conf; }}\n")
    done = subprocess.run(["nginx", "-t", "-c", tmp_path / "nginx.conf"], capture_output=True, text=True)
    assert "syntax is ok" in done.stderr or "cannot load certificate" in done.stderr, done.stderr
