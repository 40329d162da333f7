"""The proxies of deploy/, as a host would run them: only the ports, the certificate and the folders are others."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.kit.servers import ROOT, await_port, free_port

NAME = "gemel.example.org"
DEPLOY = ROOT / "deploy"
NGINX = """daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/main.log;
worker_processes 2;
events {{ worker_connections 768; }}
http {{
    access_log {folder}/access.log;
    sendfile on;
    gzip on;
    proxy_temp_path {folder}/proxy;
    client_body_temp_path {folder}/bodies;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/gemel.conf;
}}
"""
"""What Debian's nginx.conf says around ours, with what it writes in one folder. Its port has `sndbuf=64k`: over the wire to
a slow phone not much is on its way at a time, and on one machine the kernel would take whole photos off its hands."""


@dataclass(frozen=True)
class Front:
    """A proxy that can be started in front of a port."""

    name: str
    command: Sequence[str]
    address: str
    port: int
    env: Mapping[str, str] = field(default_factory=dict)


def certificate(folder: Path) -> tuple[Path, Path]:
    """One of our own making, for two days."""
    cert, key = folder / "cert.pem", folder / "key.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost"
    names = ["-addext", "subjectAltName=DNS:localhost", "-out", str(cert), "-keyout", str(key)]
    subprocess.run([*command.split(), *names], check=True, capture_output=True)
    return cert, key


def nginx(folder: Path, to: int, spoil: Callable[[str], str] = str) -> Front:
    """deploy/nginx.conf before the port `to`; `spoil` may take out what keeps words off its disk."""
    port, plain, (cert, key) = free_port(), free_port(), certificate(folder)
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    for was, now in (
        (r"listen \[::\].*\n", "\n"), (r"listen 443", f"listen 127.0.0.1:{port} sndbuf=64k"), (r"listen 80", f"listen 127.0.0.1:{plain}"),
        (r"/etc/letsencrypt/\S+/fullchain.pem", str(cert)), (r"/etc/letsencrypt/\S+/privkey.pem", str(key)),
        (r"/var/log/nginx", str(folder)), (r"/var/lib/nginx/body", f"{folder}/bodies"), (r"127.0.0.1:8000", f"127.0.0.1:{to}"),
        (re.escape(NAME), "localhost"),
    ):  # fmt: skip
        text, found = re.subn(was, now, text)
        assert found, f"deploy/nginx.conf does not say {was} any more"
    (folder / "gemel.conf").write_text(spoil(text))
    user = "user root;" if os.geteuid() == 0 else ""  # its folders lie in one that is ours alone
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, user=user))
    command = ["nginx", "-e", f"{folder}/early.log", "-c", f"{folder}/nginx.conf"]
    return Front("nginx", command, f"https://localhost:{port}", port)


def caddy(folder: Path, to: int) -> Front:
    """deploy/Caddyfile before the port `to`. Its certificate is given, since nobody out there would give one."""
    port, (cert, key) = free_port(), certificate(folder)
    text = (DEPLOY / "Caddyfile").read_text("utf-8")
    for was, now in (
        ("admin off\n", "admin off\n\tauto_https disable_redirects\n"),
        ("{$DOMAIN:gemel.example.org} {\n", f"{{$DOMAIN}} {{\n\ttls {cert} {key}\n"),
    ):
        assert was in text, f"deploy/Caddyfile does not say {was} any more"
        text = text.replace(was, now)
    (folder / "Caddyfile").write_text(text)
    command = ["caddy", "run", "--adapter", "caddyfile", "--config", f"{folder}/Caddyfile"]
    own = {"HOME": str(folder), "XDG_DATA_HOME": f"{folder}/kept", "XDG_CONFIG_HOME": f"{folder}/set"}
    env = own | {"DOMAIN": f"https://localhost:{port}", "UPSTREAM": f"127.0.0.1:{to}", "TMPDIR": str(folder)}
    return Front("Caddy", command, f"https://localhost:{port}", port, env)


KINDS: dict[str, Callable[[Path, int], Front]] = {"nginx": nginx, "caddy": caddy}


def here() -> list[str]:
    """Which of them this machine has."""
    return [name for name in KINDS if shutil.which(name) and shutil.which("openssl")]


def version(name: str) -> str:
    said = subprocess.run([name, "-v" if name == "nginx" else "version"], capture_output=True, text=True, check=False)
    return f"{name} {(re.search(r'[0-9]+[.][0-9.]+[0-9]', said.stdout + said.stderr) or [''])[0]}"


@contextmanager
def started(front: Front, *under: str) -> Iterator[Front]:
    """Run it, `under` a command that watches it if one is given."""
    process = subprocess.Popen([*under, *front.command], env=os.environ | dict(front.env), stdout=sys.stderr)
    try:
        await_port(front.port, process)
        yield front
    finally:
        process.terminate()
        process.wait(20)
