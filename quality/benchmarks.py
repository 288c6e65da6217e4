"""Measures the roll-up on 4.85 million returns, one corrected cell, the system page and SPC."""

import os
import random
import tempfile
import time
from datetime import date
from pathlib import Path

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ccpl_portal.accounts.models import User
from ccpl_portal.bench.registry import benchmark

from .bodies.models import System
from .measures.models import Measure
from .returns.actions import add_version
from .rollup.actions import roll_up, work_out_everything
from .rollup.models import RollupRun
from .spc import Options, calculate

SYSTEMS, AREAS, BODIES, MEASURES, MONTHS = 42, 150, 2000, 50, 50
# Corrected one after the other: a processor's clock ticks too seldom for one alone.
CELLS = 40

# Every body owes every measure of its system; one in nineteen moves to another area; three
# returns in a hundred are missing. Rows come in random order, as they would over the years.
FILL = [
    """INSERT INTO quality_system (code, name)
    SELECT 'S' || n, 'System ' || n FROM generate_series(1, %(systems)s) AS n""",
    """INSERT INTO quality_area (system_id, code, name, position)
    SELECT s.id, 'A' || n, 'Area ' || n, n FROM generate_series(1, %(areas)s) AS n
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS r FROM quality_system) AS s
        ON s.r = n %% %(systems)s + 1""",
    """INSERT INTO quality_body (system_id, code, name)
    SELECT s.id, 'B' || n, 'Body ' || n FROM generate_series(1, %(bodies)s) AS n
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS r FROM quality_system) AS s
        ON s.r = n %% %(systems)s + 1""",
    """INSERT INTO quality_bodymembership (body_id, area_id, from_on, until_on)
    SELECT b.id, a.areas[1 + b.id %% cardinality(a.areas)], '2019-04-01'::date,
        CASE WHEN b.id %% 19 = 0 THEN '2022-04-01'::date END
    FROM quality_body AS b
    JOIN (SELECT system_id, array_agg(id) AS areas FROM quality_area GROUP BY 1) AS a
        USING (system_id)
    UNION ALL
    SELECT b.id, a.areas[1 + (b.id + 1) %% cardinality(a.areas)], '2022-04-01'::date, NULL
    FROM quality_body AS b
    JOIN (SELECT system_id, array_agg(id) AS areas FROM quality_area GROUP BY 1) AS a
        USING (system_id)
    WHERE b.id %% 19 = 0""",
    """INSERT INTO quality_measureset (system_id, slug, name, audience, is_public_by_nature,
        source, due_after_days, needs_sign_off, asks_for_words, is_example)
    SELECT id, 'all', 'All', 'public', true, '', 20, false, false, false FROM quality_system""",
    """INSERT INTO quality_measure (system_id, set_id, code, name, why, kind, multiplier,
        numerator_words, denominator_words, direction, domain, screens_outliers, run_length,
        position)
    SELECT system_id, id, 'M' || n, 'Measure ' || n, '', 'proportion', 1, '', '', 'increase',
        'safety', true, 7, n
    FROM quality_measureset CROSS JOIN generate_series(1, %(measures)s) AS n""",
    """INSERT INTO quality_obligation (body_id, measure_id, from_on)
    SELECT b.id, m.id, '2019-04-01'::date FROM quality_body AS b JOIN quality_measure AS m
        USING (system_id)""",
    """INSERT INTO quality_return (body_id, measure_id, period, version, state, quality,
        numerator, denominator, note, reason, submitted_at)
    SELECT body_id, measure_id, period, 1, 'submitted',
        CASE WHEN random() < 0.02 THEN 'provisional' ELSE 'final' END,
        80 + floor(random() * 20), 100, '', '', period + 40
    FROM quality_obligation CROSS JOIN LATERAL (
        SELECT ('2020-01-01'::date + make_interval(months => n))::date AS period
        FROM generate_series(0, %(months)s - 1) AS n
    ) AS months
    WHERE random() >= 0.03
    ORDER BY random()""",
]


INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
WHERE tablename = 'quality_return' AND indexname <> 'quality_return_pkey'
"""


@benchmark("quality")
def bench(report):
    fill(report)
    ours, first = complete_roll_up("complete roll-up, empty table of figures")
    rows = [
        first,
        complete_roll_up("complete roll-up again, nothing to change")[1],
        one_cell(),
        system_page(),
        control_charts(),
    ]
    report.table(["what", "measured", "bar"], rows)
    compare_with_duckdb(report, ours)


def fill(report):
    started = time.perf_counter()
    numbers = {
        "systems": SYSTEMS,
        "areas": AREAS,
        "bodies": BODIES,
        "measures": MEASURES,
        "months": MONTHS,
    }
    with connection.cursor() as cursor:
        # The rows are well formed by the way they are made, so nothing need look at each.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("ALTER TABLE quality_obligation DROP CONSTRAINT obligation_once_at_a_time")
        for statement in FILL[:-1]:
            cursor.execute(statement, numbers)
        # Indexes are built over the whole, which is quicker than row by row.
        cursor.execute("ALTER TABLE quality_return DROP CONSTRAINT return_version_once")
        cursor.execute(INDEXES)
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        cursor.execute(FILL[-1], numbers)
        for _, definition in indexes:
            cursor.execute(definition)
        cursor.execute(
            "ALTER TABLE quality_return ADD CONSTRAINT return_version_once "
            "UNIQUE (body_id, measure_id, period, version)"
        )
        cursor.execute("RESET session_replication_role")
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("SELECT count(*) FROM quality_return")
        (count,) = cursor.fetchone()
    report.say(f"{count:,} returns made in {time.perf_counter() - started:.0f} s")


def complete_roll_up(what):
    """All systems in one statement, as the roll-up of a country would be."""
    systems = list(System.objects.all())
    now = date.today()
    run = RollupRun.objects.create(
        system=systems[0],
        is_complete=True,
        started_at=f"{now} 00:00Z",
        finished_at=f"{now} 00:00Z",
        computed=0,
        written=0,
        removed=0,
    )
    spent, started = processor_time(), time.perf_counter()
    with (
        CaptureQueriesContext(connection) as asked,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        computed, written, _ = work_out_everything(cursor, systems, run)
    # The commit is part of it: what is put off until then is work as well.
    took = time.perf_counter() - started
    figures = f"{computed:,} figures, {written:,} written, {len(asked)} statements"
    return took, [what, f"{took:.1f} s{since(spent)} ({figures})", "10 s"]


def processor_time():
    """Seconds that the database's process for this connection has worked, if it runs here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def since(spent):
    """On a busy machine the clock tells more of the others than of us."""
    return "" if spent is None else f", {processor_time() - spent:.1f} s of processor time"


def one_cell():
    system = System.objects.first()
    roll_up(system=system)
    times, worked = [], 0
    draw = random.Random(1)  # noqa: S311, only data
    for measure in draw.sample(list(system.measures.all()), CELLS):
        body = draw.choice(list(system.bodies.all()))
        add_version(
            body=body,
            measure=measure,
            period=date(2022, 1, 1),
            by=None,
            state="submitted",
            numerator=draw.randrange(80),
            denominator=100,
        )
        before = processor_time()
        with CaptureQueriesContext(connection) as asked:
            started = time.perf_counter()
            roll_up(system=system)
            took = time.perf_counter() - started
        worked += (processor_time() or 0) - (before or 0)
        times.append((sum(float(q["time"]) for q in asked), took, len(asked)))
    database, took, count = sorted(times)[len(times) // 2]
    measured = (
        f"{database * 1000:.0f} ms of database, {took * 1000:.0f} ms, {count} statements, "
        f"{worked / CELLS * 1000:.0f} ms of the database's processor time"
    )
    return ["one corrected cell", measured, "10 ms of database"]


def system_page():
    """50 measures and 24 months of one system, drawn for somebody signed in (no page cache)."""
    user = User.objects.create_superuser("bench@bench.example", "x", name="Bench")
    client = Client()
    client.force_login(user)
    address = f"/quality/?system={System.objects.last().code}"
    times, worked = [], []
    for _ in range(9):
        with CaptureQueriesContext(connection) as asked:
            started, before = time.perf_counter(), time.process_time()
            response = client.get(address)
            times.append(time.perf_counter() - started)
            worked.append(time.process_time() - before)
    assert response.status_code == 200, response.status_code
    took = sorted(times)[len(times) // 2]
    size = len(response.content) // 1000
    processor = sorted(worked)[len(worked) // 2]
    measured = (
        f"{took * 1000:.0f} ms, {processor * 1000:.0f} ms of processor time, "
        f"{len(asked)} queries, {size} kB unpacked"
    )
    return [
        f"system page, {Measure.objects.filter(system__code='S1').count()} measures",
        measured,
        "200 ms, 20 queries",
    ]


def control_charts():
    draw = random.Random(2)  # noqa: S311, only data
    months = [date(2022 + n // 12, n % 12 + 1, 1) for n in range(24)]
    all_series = [[(month, draw.random()) for month in months] for _ in range(650)]
    options = Options(target=0.95)
    started = time.perf_counter()
    for series in all_series:
        calculate(series, options)
    took = time.perf_counter() - started
    return ["SPC of 650 series of 24 points", f"{took:.3f} s", "0.15 s"]


DUCKDB = """
SELECT r.measure_id, r.period, s.area_id, sum(r.numerator), sum(r.denominator), count(*)
FROM returns AS r JOIN seats AS s ON s.body_id = r.body_id
    AND r.period >= s.from_on AND r.period < s.until_on
GROUP BY GROUPING SETS ((1, 2, 3), (1, 2))
"""


def compare_with_duckdb(report, ours):
    try:
        import duckdb
    except ImportError:
        report.say("DuckDB is not installed (the extra “bench”), so no figure stands beside ours")
        return
    duck = duckdb.connect()
    with tempfile.TemporaryDirectory() as folder:
        for name, query in COPIES.items():
            file = Path(folder, f"{name}.csv")
            with file.open("w") as opened, connection.cursor() as cursor:
                cursor.cursor.copy_expert(f"COPY ({query}) TO STDOUT CSV HEADER", opened)
            duck.execute(f"CREATE TABLE {name} AS FROM read_csv('{file}')")
    started = time.perf_counter()
    duck.execute(DUCKDB).fetchall()
    took = time.perf_counter() - started
    report.say(
        f"The same sums in DuckDB {duckdb.__version__}, in memory and kept nowhere: {took:.2f} s; "
        f"our first complete roll-up took {ours / took:.0f} times as long"
    )


COPIES = {
    "returns": "SELECT body_id, measure_id, period, numerator, denominator FROM quality_return",
    "seats": "SELECT body_id, area_id, from_on, coalesce(until_on, '9999-01-01') AS until_on "
    "FROM quality_seat",
}
