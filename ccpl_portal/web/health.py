from django.core.cache import caches
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from .caching import personal

_known = {"migrated": False}


@require_safe
@personal
def healthz(request):
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@personal
def readyz(request):
    """Ready means the database answers and is migrated. Without Redis the pages still work."""
    found = {"database": database(), "cache": cache_server()}
    ready = found["database"] == "ok"
    return JsonResponse({"ready": ready, **found}, status=200 if ready else 503)


def database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return "ok" if migrated() else "not migrated"
    except DatabaseError:
        return "away"


def migrated():
    # Only a new release adds migrations, and it starts new processes, so a yes is kept.
    if not _known["migrated"]:
        executor = MigrationExecutor(connection)
        _known["migrated"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _known["migrated"]


def cache_server():
    try:
        caches["pages"].set("ready", "ok", 5)
        return caches["pages"].get("ready")
    except (RedisError, OSError):
        return "away"
