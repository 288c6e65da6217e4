from .monitoring import admin as monitoring
from .panel import admin as panel
from .programmes import admin as programmes
from .roles import admin as roles
