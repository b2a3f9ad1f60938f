"""MkDocs, run on a handbook that is already loaded: the one place that starts it."""

from __future__ import annotations

import io
import json
import logging
import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from handbook_build.faults import MachineFault, WrongUse
from handbook_build.staging import Stage
from handbook_build.web.built import Built
from handbook_build.web.site import Website
from handbook_build.web.theme import has_own_templates, is_ours, own_folder

PLUGIN = "handbook"


def run(root: Path, website: Website, settings: Mapping[str, object], stage: Stage) -> Built:
    """Writes the site to the stage. `settings` is mkdocs.yml as plain values.

    Raises WrongUse when mkdocs.yml cannot be used and MachineFault when MkDocs fails.
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    # Imported here, since a check needs no engine and MkDocs takes half a second to load.
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException

    from handbook_build.web.plugin import HandbookPlugin

    destination = stage.aside()
    warnings = _Collected()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warnings)
    logger.propagate = False
    try:
        content = str(root / website.handbook.settings.content)
        # MkDocs gets the settings as values: its own reader would run what they ask it to.
        stream = io.BytesIO(json.dumps(_within(root, settings), default=str, ensure_ascii=False).encode())
        place = str(root / "mkdocs.yml")
        config = load_config(stream, config_file_path=place, docs_dir=content, site_dir=str(destination))
        plugin = config.plugins.get(PLUGIN)
        if plugin is None:
            plugin = HandbookPlugin()
            plugin.load_config({})
            config.plugins[PLUGIN] = plugin
        if not isinstance(plugin, HandbookPlugin):
            raise WrongUse("mkdocs.yml names another plugin `handbook`")
        plugin.prepare(website)
        build(config)
    except (Abort, ConfigurationError) as error:
        reasons = " ".join(warnings.texts) or str(error)
        raise WrongUse(f"mkdocs.yml cannot be used: {reasons}") from error
    except MkDocsException as error:
        raise MachineFault(f"the site could not be written: {error}") from error
    except OSError as error:
        raise MachineFault(f"the site could not be written: {error}") from error
    finally:
        logger.removeHandler(warnings)
    ours = is_ours(config.theme.dirs) and not has_own_templates(config.theme.dirs)
    assets = str(config.extra["handbook"].get("assets") or "")
    frame = partial(plugin.frame, config=config)
    search = bool(config.extra["handbook"].get("search"))
    stage.take(destination)
    told = [f"mkdocs: {text}" for text in warnings.texts]
    return Built(told, frame, assets and f"{assets.rstrip('/')}/", ours=ours, search=search)


def _within(root: Path, settings: Mapping[str, object]) -> Mapping[str, object]:
    """The settings without a folder of a theme that lies elsewhere."""
    theme = settings.get("theme")
    if not isinstance(theme, dict) or own_folder(root, str(theme.get("custom_dir") or "")):
        return settings
    return {**settings, "theme": {key: value for key, value in theme.items() if key != "custom_dir"}}


class _Collected(logging.Handler):
    """Keeps warnings, so that whoever builds can show them in their place."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())
