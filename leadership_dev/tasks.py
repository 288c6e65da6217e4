from .applications import tasks as applications
from .monitoring import tasks as monitoring
from .outcomes import tasks as outcomes
from .pool import tasks as pool
from .retention import tasks as retention
from .roles import tasks as roles
