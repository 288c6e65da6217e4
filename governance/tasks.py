from .binder import tasks as binder
