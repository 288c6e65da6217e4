"""Takes the compiled NHS style sheet and script from the wheel that carries them."""

import atexit
import re
import shutil
import tempfile
from functools import lru_cache
from importlib.metadata import files
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage

from .identity import neutral

# Read as data: the package itself needs Wagtail, which is not installed.
WHEEL = "wagtail-nhsuk-frontend"
WANTED = {
    re.compile(r".*/css/nhsuk-frontend-[\d.]+\.min\.css"): "nhsuk/frontend.css",
    re.compile(r".*/js/nhsuk-frontend-[\d.]+\.min\.js"): "nhsuk/frontend.js",
}
# The source maps are not in the wheel, and manifest storage refuses a dangling address.
SOURCE_MAP = re.compile(r"(/\*|//)# sourceMappingURL=\S+( \*/)?")
# An inline script would need a nonce, and a cached page must not hold one.
START = "document.body.classList.add('js-enabled','nhsuk-frontend-supported');initAll();\n"


def source(pattern):
    found = [path for path in files(WHEEL) or () if pattern.fullmatch(str(path))]
    if len(found) != 1:
        raise ImproperlyConfigured(
            f"{WHEEL} holds {len(found)} files like {pattern.pattern}, not one"
        )
    return Path(found[0].locate()).read_text()


def prepare(name, text):
    text = SOURCE_MAP.sub("", text)
    if name.endswith(".js"):
        return text.rstrip() + "\n" + START
    return text if settings.NHS_IDENTITY else neutral(text)


@lru_cache
def prepared(nhs_identity):
    """A folder with the prepared files, made once in a process and removed at its end."""
    folder = Path(tempfile.mkdtemp(prefix="portal-static-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for pattern, name in WANTED.items():
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(prepare(name, source(pattern)))
    return folder


class NhsFrontendFinder(BaseFinder):
    """Offers `nhsuk/frontend.css` and `nhsuk/frontend.js`, whatever version the wheel holds."""

    def check(self, **kwargs):
        return []

    def folder(self):
        return prepared(settings.NHS_IDENTITY)

    def find(self, path, find_all=False, **kwargs):
        found = str(self.folder() / path) if path in WANTED.values() else None
        if find_all:
            return [found] if found else []
        return found

    def list(self, ignore_patterns):
        storage = FileSystemStorage(location=self.folder())
        for name in WANTED.values():
            yield name, storage
