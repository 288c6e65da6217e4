from django.db import migrations

# One partition a year, made in advance, and a last one that catches whatever lies beyond.
# Truncate triggers are not inherited, so each partition gets its own.
FORWARD = """
CREATE TABLE audit_event (
    id bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL DEFAULT now(),
    verb varchar(100) NOT NULL,
    object_type varchar(100) NOT NULL DEFAULT '',
    object_id varchar(64) NOT NULL DEFAULT '',
    actor_id bigint,
    ip inet,
    request_id varchar(64) NOT NULL DEFAULT '',
    details jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);

CREATE INDEX audit_event_object ON audit_event (object_type, object_id, at);
CREATE INDEX audit_event_actor ON audit_event (actor_id, at);

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit events are never changed or removed';
END $$;

CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE TABLE audit_event_later PARTITION OF audit_event DEFAULT;
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_event_later
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

DO $$
BEGIN
    FOR year IN 2024..2045 LOOP
        EXECUTE format(
            'CREATE TABLE audit_event_%s PARTITION OF audit_event FOR VALUES FROM (%L) TO (%L)',
            year, make_date(year, 1, 1), make_date(year + 1, 1, 1));
        EXECUTE format(
            'CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_event_%s
             FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()', year);
    END LOOP;
END $$;

CREATE FUNCTION audit_purge(before date) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    part record;
BEGIN
    FOR part IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'audit_event'::regclass AND c.relname ~ '^audit_event_[0-9]{4}$'
        ORDER BY c.relname
    LOOP
        IF make_date(right(part.relname, 4)::int + 1, 1, 1) <= before THEN
            EXECUTE format('DROP TABLE %I', part.relname);
            RETURN NEXT part.relname;
        END IF;
    END LOOP;
END $$;
"""

BACK = """
DROP TABLE audit_event;
DROP FUNCTION audit_purge(date);
DROP FUNCTION audit_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("ccpl_portal", "0002_tables")]

    operations = [migrations.RunSQL(FORWARD, BACK)]
