from .applications import tasks as applications
from .monitoring import tasks as monitoring
from .roles import tasks as roles
