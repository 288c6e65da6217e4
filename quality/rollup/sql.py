"""The roll-up, set at a time. One text serves the nightly run, a single change and any day past.

A slot is a body that owes a measure while it has a seat in an area: it says at once what is
expected, where it counts, and which returns are summed. Areas are summed from the bodies'
rows, the system from the areas' sums; each body is in one area or in none, so nothing is
counted twice or lost.
"""

SLOTS = """
homes AS (
    -- Today's area of each body; a closed one keeps its last.
    SELECT DISTINCT ON (seat.body_id) seat.body_id, seat.area_id
    FROM quality_seat AS seat
    JOIN quality_body AS body ON body.id = seat.body_id
    WHERE body.system_id = ANY(%(systems)s)
    ORDER BY seat.body_id,
        (coalesce(seat.from_on, '-infinity') <= %(today)s) DESC,
        CASE WHEN coalesce(seat.from_on, '-infinity') <= %(today)s
            THEN coalesce(seat.from_on, '-infinity') END DESC,
        seat.from_on
),
slots AS MATERIALIZED (
    SELECT owed.measure_id, owed.body_id,
        coalesce(CASE WHEN %(current)s THEN homes.area_id ELSE seat.area_id END, 0) AS area,
        greatest(coalesce(owed.from_on, '-infinity'), coalesce(seat.from_on, '-infinity'))
            AS from_on,
        least(coalesce(owed.until_on, 'infinity'), coalesce(seat.until_on, 'infinity'))
            AS until_on
    FROM quality_obligation AS owed
    JOIN quality_body AS body ON body.id = owed.body_id
    JOIN quality_seat AS seat ON seat.body_id = owed.body_id
    LEFT JOIN homes ON homes.body_id = owed.body_id
    WHERE body.system_id = ANY(%(systems)s)
        AND coalesce(owed.from_on, '-infinity') < coalesce(seat.until_on, 'infinity')
        AND coalesce(seat.from_on, '-infinity') < coalesce(owed.until_on, 'infinity')
        {slots_where}
)
"""

# The returns of one measure that count, each with its area. It is asked measure by measure:
# an index then hands over a measure's returns together, month by month, so that sums stay
# small; over millions of rows at once they would be scattered all through memory.
COUNTED = """
    FROM quality_return AS entry
    JOIN slots ON slots.measure_id = entry.measure_id AND slots.body_id = entry.body_id
        AND entry.period >= slots.from_on AND entry.period < slots.until_on
    WHERE entry.measure_id = each.measure_id {within}
        AND entry.state = 'submitted' AND entry.submitted_at < %(until)s
        AND NOT EXISTS (
            SELECT FROM quality_return AS newer
            WHERE newer.version > 1 AND newer.state <> 'draft'
                AND newer.submitted_at < %(until)s
                AND newer.measure_id = entry.measure_id AND newer.period = entry.period
                AND newer.body_id = entry.body_id AND newer.version > entry.version
        )
"""

FIGURES = """
{months},
expected AS (
    SELECT alike.measure_id, months.period, alike.area,
        sum(alike.bodies)::bigint AS expected, bit_xor(alike.who) AS who
    FROM (
        SELECT measure_id, area, from_on, until_on,
            count(*) AS bodies, bit_xor(hashint8extended(body_id, 1)) AS who
        FROM slots GROUP BY measure_id, area, from_on, until_on
    ) AS alike
    JOIN months ON months.measure_id = alike.measure_id
        AND months.period >= alike.from_on AND months.period < alike.until_on
    GROUP BY alike.measure_id, months.period, alike.area
),
received AS (
    SELECT each.measure_id, sums.*
    FROM {each} AS each CROSS JOIN LATERAL (
        SELECT entry.period, slots.area,
            sum(entry.numerator)::bigint AS numerator,
            sum(entry.denominator)::bigint AS denominator,
            count(*) AS received, bool_or(entry.quality <> 'final') AS is_provisional,
            bit_xor(hashint8extended(entry.id, 0)) AS which
        {counted}
        GROUP BY entry.period, slots.area
    ) AS sums
),
cells AS (
    SELECT expected.measure_id, expected.period, expected.area, expected.expected,
        received.numerator, received.denominator, coalesce(received.received, 0) AS received,
        coalesce(received.is_provisional, false) AS is_provisional,
        expected.who # coalesce(received.which, 0) AS fingerprint
    FROM expected LEFT JOIN received USING (measure_id, period, area)
),
levels AS (
    SELECT measure_id, period, CASE WHEN area = 0 THEN 'system_wide' ELSE 'place' END AS level,
        nullif(area, 0) AS area_id, numerator, denominator, expected, received,
        is_provisional, fingerprint
    FROM cells
    UNION ALL
    SELECT measure_id, period, 'system', NULL, sum(numerator), sum(denominator), sum(expected),
        sum(received), bool_or(is_provisional), bit_xor(fingerprint)
    FROM cells GROUP BY measure_id, period
),
figures AS MATERIALIZED (
    SELECT measure_id, period, level, area_id, numerator::bigint, denominator::bigint,
        expected::integer, received::integer,
        CASE WHEN received = 0 THEN 'no_data'
            WHEN received = expected AND NOT is_provisional THEN 'final'
            ELSE 'provisional' END AS status,
        fingerprint
    FROM levels
)
"""

EVERY_MONTH = """
months AS (
    -- From the first month that anybody returned to the last, for every measure alike, so
    -- that silence is seen.
    SELECT measure.id AS measure_id, month::date AS period
    FROM quality_measure AS measure
    JOIN (
        SELECT measure.system_id, min(edge.first) AS first, max(edge.last) AS last
        FROM quality_measure AS measure
        CROSS JOIN LATERAL (
            SELECT min(entry.period) AS first, max(entry.period) AS last
            FROM quality_return AS entry
            WHERE entry.measure_id = measure.id AND entry.state <> 'draft'
        ) AS edge
        WHERE measure.system_id = ANY(%(systems)s)
        GROUP BY measure.system_id
    ) AS ends ON ends.system_id = measure.system_id
    CROSS JOIN LATERAL generate_series(ends.first, ends.last, interval '1 month') AS month
)
"""

CHANGED_MONTHS = """
months AS MATERIALIZED (
    SELECT pair.measure_id, pair.period
    FROM unnest(%(measures)s::bigint[], %(periods)s::date[]) AS pair(measure_id, period)
)
"""

EACH_MEASURE = "(SELECT DISTINCT measure_id FROM slots)"

ALL_SLOTS = SLOTS.format(slots_where="")
ALL_COUNTED = COUNTED.format(within="")
ALL_FIGURES = FIGURES.format(months=EVERY_MONTH, each=EACH_MEASURE, counted=ALL_COUNTED)

CHANGED_SLOTS = SLOTS.format(slots_where="AND owed.measure_id = ANY(%(measures)s)")
CHANGED_FIGURES = FIGURES.format(
    months=CHANGED_MONTHS,
    each="months",
    counted=COUNTED.format(within="AND entry.period = each.period"),
)

# Figures that come out as they are stand untouched, ids and all.
GONE = """
DELETE FROM quality_figure AS old USING quality_measure AS measure
WHERE measure.id = old.measure_id AND measure.system_id = ANY(%(systems)s)
    {within}
    AND NOT EXISTS (
        SELECT FROM figures
        WHERE figures.measure_id = old.measure_id AND figures.period = old.period
            AND figures.level = old.level
            AND coalesce(figures.area_id, 0) = coalesce(old.area_id, 0)
    )
"""

# Runs of one system wait for each other, so what is there now is there when it is written.
SAME = """
    old.measure_id = figures.measure_id AND old.period = figures.period
    AND old.level = figures.level AND coalesce(old.area_id, 0) = coalesce(figures.area_id, 0)
"""

CORRECTED = f"""
UPDATE quality_figure AS old SET
    numerator = figures.numerator, denominator = figures.denominator,
    expected = figures.expected, received = figures.received, status = figures.status,
    fingerprint = figures.fingerprint, run_id = %(run)s, calculated_at = now()
FROM figures
WHERE {SAME} AND (old.fingerprint <> figures.fingerprint OR old.status <> figures.status)
"""

ADDED = f"""
INSERT INTO quality_figure (measure_id, period, level, area_id, numerator, denominator,
    expected, received, status, fingerprint, run_id, calculated_at)
SELECT figures.*, %(run)s, now()
FROM figures WHERE NOT EXISTS (SELECT FROM quality_figure AS old WHERE {SAME})
"""

# Everything: in steps, so that the planner knows how many rows each of them gave. It cannot
# know how many returns lie between two dates, guesses few, and would sort them or look each
# one up: hashes read each measure's returns once. Temporary tables are dropped at the end,
# because one transaction may hold several runs.
PREPARE = f"""
SET LOCAL jit = off;
SET LOCAL work_mem = '64MB';
SET LOCAL enable_nestloop = off;
SET LOCAL enable_mergejoin = off;
SET LOCAL enable_sort = off;
SET LOCAL enable_incremental_sort = off;
CREATE TEMPORARY TABLE slots AS WITH {ALL_SLOTS} SELECT * FROM slots;
CREATE INDEX ON slots (measure_id);
ANALYZE slots;
CREATE TEMPORARY TABLE figures AS WITH {ALL_FIGURES} SELECT * FROM figures;
ANALYZE figures;
"""

COUNT = "SELECT count(*) FROM figures"
GONE_ALL = GONE.format(within="")
TIDY = """
DROP TABLE slots, figures;
SET LOCAL enable_nestloop = on;
SET LOCAL enable_mergejoin = on;
SET LOCAL enable_sort = on;
SET LOCAL enable_incremental_sort = on;
"""

# A few cells: in one statement, over a few rows that indexes find.
STORE_CHANGES = """
WITH {slots}, {figures},
gone AS ({gone} RETURNING 1),
corrected AS ({corrected} RETURNING 1),
added AS ({added} RETURNING 1)
SELECT (SELECT count(*) FROM figures),
    (SELECT count(*) FROM corrected) + (SELECT count(*) FROM added),
    (SELECT count(*) FROM gone)
""".format(
    slots=CHANGED_SLOTS,
    figures=CHANGED_FIGURES,
    gone=GONE.format(
        within="AND (old.measure_id, old.period) IN (SELECT measure_id, period FROM months)"
    ),
    corrected=CORRECTED,
    added=ADDED,
)

# Figures do not point at their measure by a constraint of the database, whose look at each
# row would take as long as all the rest: a run holds what its figures speak of instead.
HOLD = """
SELECT id FROM quality_measure WHERE system_id = ANY(%(systems)s) FOR KEY SHARE;
SELECT id FROM quality_area WHERE system_id = ANY(%(systems)s) FOR KEY SHARE
"""

# What has changed, and with it each month of each measure that no figure speaks of yet.
# A change without a month or without a measure stands for all of them.
TAKE_CHANGES = """
WITH taken AS (
    DELETE FROM quality_change WHERE system_id = ANY(%(systems)s) RETURNING measure_id, period
)
SELECT DISTINCT measure_id, period FROM taken
"""

# A change in a month that figures speak of already opens no new month.
KNOWN_MONTHS = """
SELECT count(*) FROM unnest(%(measures)s::bigint[], %(periods)s::date[]) AS pair(measure_id, period)
WHERE EXISTS (
    SELECT FROM quality_figure AS figure
    WHERE figure.measure_id = pair.measure_id AND figure.period = pair.period
)
"""

MISSING_MONTHS = f"""
WITH {EVERY_MONTH}
SELECT months.measure_id, months.period FROM months
WHERE NOT EXISTS (
    SELECT FROM quality_figure AS figure
    WHERE figure.measure_id = months.measure_id AND figure.period = months.period
)
"""

# Asked for once, kept nowhere: with the codes of the bodies whose return is missing.
# ruff: noqa: S608, built from texts of this file only
ASK = f"""
WITH {ALL_SLOTS}, {ALL_FIGURES},
answered AS (
    SELECT each.measure_id, entries.period, entries.body_id
    FROM {EACH_MEASURE} AS each
    CROSS JOIN LATERAL (SELECT entry.period, entry.body_id {ALL_COUNTED}) AS entries
),
silent AS (
    SELECT slots.measure_id, months.period, slots.area,
        array_agg(body.code ORDER BY body.code) AS codes
    FROM slots
    JOIN months ON months.measure_id = slots.measure_id
        AND months.period >= slots.from_on AND months.period < slots.until_on
    JOIN quality_body AS body ON body.id = slots.body_id
    WHERE NOT EXISTS (
        SELECT FROM answered
        WHERE answered.measure_id = slots.measure_id AND answered.period = months.period
            AND answered.body_id = slots.body_id
    )
    GROUP BY slots.measure_id, months.period, slots.area
)
SELECT figures.measure_id, figures.period, figures.level, figures.area_id, figures.numerator,
    figures.denominator, figures.expected, figures.received, figures.status,
    coalesce(CASE WHEN figures.level = 'system' THEN (
        SELECT array_agg(code ORDER BY code)
        FROM silent, unnest(silent.codes) AS code
        WHERE silent.measure_id = figures.measure_id AND silent.period = figures.period
    ) ELSE silent.codes END, ARRAY[]::varchar[]) AS missing
FROM figures
LEFT JOIN silent ON figures.level <> 'system'
    AND silent.measure_id = figures.measure_id AND silent.period = figures.period
    AND silent.area = coalesce(figures.area_id, 0)
"""
