from .rollup import tasks as rollup
from .uploads import tasks as uploads
