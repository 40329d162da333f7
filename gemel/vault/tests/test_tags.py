import pytest

from gemel.vault.errors import VaultError
from gemel.vault.sealing import key_id
from gemel.vault.tags import kind_tag
from gemel.vault.tests.things import KEY, OTHER


def test_a_kind_has_one_tag_under_one_key() -> None:
    assert kind_tag(KEY, "thanks") == kind_tag(KEY, "thanks")


def test_tags_stored_by_the_first_version_are_still_found() -> None:
    assert kind_tag(KEY, "thanks").hex() == "4a0cd79d1bd5dac25f9cce17d3f07c0c"


def test_a_tag_is_16_bytes() -> None:
    assert len(kind_tag(KEY, "thanks")) == 16


def test_kinds_and_keys_have_tags_of_their_own() -> None:
    assert len({kind_tag(key, kind) for key in (KEY, OTHER) for kind in ("thanks", "wish", "")}) == 6


def test_a_tag_is_no_longer_key_id() -> None:
    assert kind_tag(KEY, "")[:8] != key_id(KEY)


def test_a_tag_does_not_show_its_kind() -> None:
    assert b"thanks" not in kind_tag(KEY, "thanks")


def test_an_empty_key_would_hide_nothing() -> None:
    with pytest.raises(VaultError):
        kind_tag(b"", "thanks")
