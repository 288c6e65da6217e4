from .monitoring import admin as monitoring
from .programmes import admin as programmes
from .roles import admin as roles
