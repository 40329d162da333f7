"""Ana and Ben are a couple; Cleo is a stranger to both."""

from __future__ import annotations

from functools import cache

import pytest

from gemel.people import account

prepare = cache(account.prepare)  # the slow part of a sign-up; the same in every test


@pytest.fixture(autouse=True)
def _quick_sign_ups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "prepare", prepare)
