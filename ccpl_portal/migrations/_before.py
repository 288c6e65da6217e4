"""What the database must have before the first table: run at the head of 0001_initial."""

from django.contrib.postgres.operations import (
    BtreeGistExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations

# English stems with accents taken off first, so that "Cafe" finds "Café".
TEXT_SEARCH = """
CREATE TEXT SEARCH CONFIGURATION portal (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION portal
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
"""

BEFORE = [
    BtreeGistExtension(),
    TrigramExtension(),
    UnaccentExtension(),
    migrations.RunSQL(TEXT_SEARCH, "DROP TEXT SEARCH CONFIGURATION portal"),
]
