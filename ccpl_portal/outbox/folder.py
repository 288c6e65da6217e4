"""Posts letters as `.eml` files in a folder: what the demo does instead of a mail server."""

import secrets
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class EmailBackend(BaseEmailBackend):
    def send_messages(self, messages):
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        for message in messages:
            name = f"{timezone.localtime():%Y-%m-%d-%H%M%S}-{secrets.token_hex(4)}"
            # Whoever looks into the folder finds whole letters only.
            part = folder / f".{name}"
            part.write_bytes(message.message().as_bytes(linesep="\r\n"))
            part.rename(folder / f"{name}.eml")
        return len(messages)
