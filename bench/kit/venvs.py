"""Throw-away environments for what we measure against and do not depend on."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path


def make(folder: Path, *packages: str) -> Path:
    """A virtual environment of this very Python with those packages; returns its interpreter."""
    python = folder / "bin" / "python"
    uv = shutil.which("uv")
    if uv:
        subprocess.run([uv, "venv", "-q", "--python", sys.executable, str(folder)], check=True)
        subprocess.run([uv, "pip", "install", "-q", "--python", str(python), *packages], check=True)
    else:
        venv.create(folder, with_pip=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *packages], check=True)
    return python
