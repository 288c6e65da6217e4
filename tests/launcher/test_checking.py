from ccpl_portal.launcher import checking


def test_the_lock_files_are_without_fault():
    assert list(checking.lock_faults()) == []


def test_an_address_in_a_lock_is_named_by_line():
    lock = "--index-url https://example.org/simple\ndjango==5.2.1 \\\n    --hash=sha256:00\n"

    assert list(checking.address_faults("requirements.lock", lock)) == [
        "requirements.lock:1 holds an address: --index-url https://example.org/simple"
    ]


def test_a_lock_that_lacks_what_the_project_asks_for_is_named():
    asked = ["django>=5.2,<5.3", "celery>=5.7", "Django_Filter", "whitenoise[brotli]"]
    locked = checking.pins(
        "celery==5.6.0 \\\n    --hash=sha256:00\ndjango-filter==25.2 ; python_version < '4'\n"
        "whitenoise==6.11.0\n"
    )

    assert list(checking.requirement_faults("requirements.lock", asked, locked)) == [
        "requirements.lock has nothing for django<5.3,>=5.2 of pyproject.toml",
        "requirements.lock has 5.6.0 for celery>=5.7 of pyproject.toml",
    ]


def test_a_check_that_fails_shows_its_words(capfd):
    assert checking.passes("types", ["true"])
    assert not checking.passes("format", ["sh", "-c", "echo wrong; exit 1"])

    assert [line.split(" (")[0] for line in capfd.readouterr().out.splitlines()] == [
        "types passes",
        "format does not pass",
        "wrong",
    ]
