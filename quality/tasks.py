from .rollup import tasks as rollup
