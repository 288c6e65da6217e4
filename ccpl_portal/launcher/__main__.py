import sys

from . import checking, demo, managing, testing

USAGE = """\
./portal demo      start the portal: --port N, --once, --reset, --pack NAME
./portal test      run the tests, or those that pytest's arguments name
./portal check     format, lint, types, migrations, deployment settings, lock files
./portal manage    Django's manage.py in the demo's environment"""

COMMANDS = {
    "demo": demo.run,
    "test": testing.run,
    "check": checking.run,
    "manage": managing.run,
}


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(USAGE)
        return 0
    if arguments[0] not in COMMANDS:
        print(f"There is no ./portal {arguments[0]}.\n{USAGE}", file=sys.stderr)
        return 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
