"""The one table of what runs: `./portal demo` supervises it, docker-compose.yml repeats it."""

import shlex
from dataclasses import dataclass


@dataclass(frozen=True)
class Process:
    name: str
    line: str
    # How long it may take to finish what it has in hand when asked to stop.
    seconds_to_stop: int = 10

    @property
    def command(self) -> list[str]:
        return shlex.split(self.line)


def web(address: str) -> Process:
    return Process(
        "web",
        "gunicorn ccpl_portal.wsgi --preload --worker-class gthread --workers 2 --threads 4"
        f" --bind {address} --graceful-timeout 8 --no-control-socket",
    )


# Prefork, because the thread pool ignores time limits.
WORKER = Process(
    "worker",
    "celery -A ccpl_portal worker --pool prefork --concurrency 2 --queues default,rollup,mail"
    " --without-gossip --without-mingle --loglevel INFO",
    seconds_to_stop=15,
)

# One only, wherever the portal runs.
BEAT = Process("beat", "celery -A ccpl_portal beat --loglevel INFO")

# Runs once before each release, and ends.
MIGRATE = Process(
    "migrate",
    "sh -c 'python manage.py migrate --no-input && python manage.py createcachetable'",
)


def services(address: str) -> list[Process]:
    """What runs for as long as the portal does, in order of start."""
    return [web(address), WORKER, BEAT]
