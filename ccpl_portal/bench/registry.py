"""The benchmarks that `./portal manage bench NAME` knows; each house adds its own
in its `benchmarks.py`, which only the command imports."""

from collections.abc import Callable

_benchmarks: dict[str, Callable] = {}


def benchmark(name):
    """Register `run(report)`: it makes its own data in the scratch database and adds rows."""

    def register(run):
        _benchmarks[name] = run
        return run

    return register


def benchmarks():
    return dict(_benchmarks)
