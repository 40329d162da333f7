"""Templates: autoescaped, translated, found in the house and in each room."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from gemel.sittings import EXERCISES
from gemel.store import new_id, show_id
from gemel.ui.icons import icon_svg
from gemel.web import dates
from gemel.web.assets import UI, Assets
from gemel.web.words import translate, translations


class _Kind(StrictUndefined):
    """Strict where a name was misspelt, lenient in `if`: templates ask for what a page may not have."""

    __slots__ = ()
    __bool__ = lambda self: False  # noqa: E731


def environment(folders: Iterable[Path], assets: Assets, quiet_exit: str) -> Environment:
    env = Environment(
        loader=FileSystemLoader([UI / "templates", *folders]),
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
        undefined=_Kind,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_gettext_translations(translations(), newstyle=True)  # type: ignore[attr-defined]
    env.globals |= {
        "asset": assets.url, "icon_svg": icon_svg, "guard": guard, "quiet_exit": quiet_exit, "lang": "en",
        "fragment": fragment, "kept": _keeper(env), "exercise_title": exercise_title,
    }  # fmt: skip
    env.filters |= {
        "when": dates.when, "day": dates.day, "clock": dates.clock, "dated": dates.dated, "moment_id": show_id,
        "translated": translate,
    }  # fmt: skip
    return env


def _keeper(env: Environment) -> Any:
    @lru_cache(256)
    def kept(name: str, **values: Hashable) -> Markup:
        """A fragment that depends on these few values alone, rendered once: the frame around every page."""
        return Markup(env.get_template(name).render(values))

    return kept


@pass_context
def fragment(context: Context, name: str, values: dict[str, Any]) -> Markup:
    """A fragment of a template with the page's context and a few values of its own."""
    return Markup(context.environment.get_template(name).render(context.get_all() | values))


def exercise_title(name: str) -> str:
    """The title of an exercise; a plain one for an exercise whose room is gone."""
    one = EXERCISES.by_name.get(name)
    return one.cards.title if one else translate("Time together")


@pass_context
def guard(context: Context) -> Markup:
    """Hidden inputs of every form: whose page it is, and an id of its own so that twice is once."""
    token, once = context.get("token", ""), context.get("once") or show_id(new_id())
    return Markup('<input type="hidden" name="_token" value="{}"><input type="hidden" name="_id" value="{}">').format(
        token, once
    )


def render(env: Environment, name: str, values: dict[str, Any]) -> bytes:
    return env.get_template(name).render(values).encode()
