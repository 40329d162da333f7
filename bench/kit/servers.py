"""Servers in processes of their own: started, waited for, looked at through the kernel, stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Server:
    process: subprocess.Popen
    address: str
    started_in: float
    """Seconds from the start of the process to its first answer."""
    start_cpu: float = 0.0
    """Seconds of CPU until then: what the start would take on a machine with nothing else to do."""

    def family(self) -> list[int]:
        """The process and all below it: some servers work in children."""
        found, new = [self.process.pid], [self.process.pid]
        while new:
            new = [child for parent in new for child in _children(parent)]
            found += new
        return found

    def cpu(self) -> float:
        """Seconds of CPU used so far, in user and system."""
        return sum(_cpu(pid) for pid in self.family())

    def rss(self) -> float:
        """Megabytes (10^6) of resident memory, pages shared between its processes counted for each."""
        return sum(_memory(pid, "status", "VmRSS") for pid in self.family())

    def pss(self) -> float:
        """The same with shared pages divided among those who share them: fair to a server of several processes."""
        return sum(_memory(pid, "smaps_rollup", "Pss") for pid in self.family())


def _children(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def _memory(pid: int, file: str, name: str) -> float:
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) * 1024 / 1e6


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class NotUp(Exception):
    """The server ended, or gave no good answer in time."""


def await_port(port: int, process: subprocess.Popen, most: float = 30) -> None:
    """Wait until somebody listens there."""
    until = time.monotonic() + most
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    raise NotUp(f"{process.args}: nobody listens on {port}")


@contextmanager
def running(command: Sequence[str], port: int, env: Mapping[str, str], probe: str = "/") -> Iterator[Server]:
    """Start a server and wait until `probe` answers 200; its output goes to ours."""
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | dict(env), stdout=sys.stderr)
    server = Server(process, f"http://127.0.0.1:{port}", 0.0)
    try:
        _wait(process, server.address + probe)
        server.started_in, server.start_cpu = time.perf_counter() - began, server.cpu()
        yield server
    finally:
        _stop(server)


def _wait(process: subprocess.Popen, address: str, most: float = 60) -> None:
    until = time.monotonic() + most
    while time.monotonic() < until:
        if process.poll() is not None:
            raise NotUp(f"{process.args} ended with {process.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.005)
    raise NotUp(f"{address} did not answer")


def _stop(server: Server) -> None:
    """Ask it to end, then make sure of every process it started: a killed parent leaves its workers behind."""
    family = server.family()
    server.process.terminate()
    try:
        server.process.wait(10)
    except subprocess.TimeoutExpired:
        server.process.kill()
        server.process.wait()
    for pid in family[1:]:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def gemel(data: Path, port: int, **env: str) -> tuple[list[str], dict[str, str]]:
    """The product as it is served: `gemel serve`, on its own folder."""
    return [sys.executable, "-m", "gemel.cli", "serve"], {"GEMEL_DATA": str(data), "PORT": str(port)} | env


@contextmanager
def gemel_server(data: Path, **env: str) -> Iterator[Server]:
    port = free_port()
    command, more = gemel(data, port, **env)
    with running(command, port, more) as server:
        yield server
