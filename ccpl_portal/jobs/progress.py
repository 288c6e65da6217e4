"""How far a long job has come, for the page of whoever waits for it."""

from django.core.cache import caches
from redis.exceptions import RedisError

KEEP_SECONDS = 600


def say(job_id, done, of, words=""):
    # In the cache because the job's own transaction is seen only when it is over.
    try:
        caches["pages"].set(key_of(job_id), {"done": done, "of": of, "words": words}, KEEP_SECONDS)
    except (RedisError, OSError):
        return  # the work goes on unseen


def heard(job_id):
    """The last that was said, or None."""
    try:
        return caches["pages"].get(key_of(job_id))
    except (RedisError, OSError):
        return None


def key_of(job_id):
    return f"job-progress:{job_id}"
