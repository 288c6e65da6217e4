from .assurance import admin as assurance
from .bodies import admin as bodies
from .levels import admin as levels
from .measures import admin as measures
from .returns import admin as returns
from .rollup import admin as rollup
