"""A database that exists for the length of one benchmark."""

import os
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection, connections


@contextmanager
def scratch_database():
    kept = connection.settings_dict["NAME"], os.environ.get("DATABASE_URL", "")
    name = f"{kept[0]}_bench"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}"')
    use(name, kept[1].removesuffix(kept[0]) + name)
    try:
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        yield
    finally:
        use(*kept)
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def use(name, url):
    """Point this process, and those it starts, at another database of the same server."""
    connections.close_all()
    connection.settings_dict["NAME"] = name
    os.environ["DATABASE_URL"] = url
