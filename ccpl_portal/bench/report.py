import os
import platform

import django
from django.db import connection


class Report:
    """A table of measured figures, printed with what they were measured on."""

    def __init__(self, stdout):
        self.stdout = stdout

    def heading(self, name):
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            (database,) = cursor.fetchone()
        self.stdout.write(
            f"{name}: {os.cpu_count()} cores, {platform.machine()}, "
            f"Python {platform.python_version()}, Django {django.get_version()}, "
            f"PostgreSQL {database}, load {os.getloadavg()[0]:.1f}"
        )

    def say(self, words):
        self.stdout.write(words)

    def table(self, header, rows):
        cells = [[str(cell) for cell in row] for row in [header, *rows]]
        widths = [max(len(row[column]) for row in cells) for column in range(len(header))]
        for row in cells:
            first, *rest = (
                cell.ljust(width) if place == 0 else cell.rjust(width)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            self.stdout.write("  ".join([first, *rest]).rstrip())
