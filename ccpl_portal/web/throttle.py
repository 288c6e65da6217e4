"""How often something may be done: counted in the database, so it holds when Redis is away."""

import hashlib
import time

from django.core.cache import cache


def allows(deed, who, *, most, seconds):
    """Count this time and answer whether it is within `most` in a window of so many seconds."""
    window = int(time.time() // seconds)
    name = hashlib.sha256(f"{deed}|{who}|{window}".encode()).hexdigest()
    key = f"throttle-{name[:40]}"
    if cache.add(key, 1, seconds):
        return True
    try:
        return cache.incr(key) <= most
    except ValueError:
        # It ran out between the two questions.
        return True
