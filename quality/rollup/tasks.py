from ccpl_portal.jobs.actions import enqueue
from ccpl_portal.jobs.registry import handles
from ccpl_portal.web.caching import content_changed
from quality.bodies.models import System
from quality.returns.actions import owe_roll_up

from . import actions


@handles("quality.roll_up", queue="rollup", time_limit=300)
def roll_up(*, system, complete=False, job_id=None):
    run = actions.roll_up(system=System.objects.get(pk=system), complete=complete, job=job_id)
    if run:
        content_changed()
        # Coalesced: many returns at once are looked at once.
        enqueue("quality.look_for_signals", key="after roll-up")


@handles("quality.roll_up_everything", queue="rollup")
def roll_up_everything():
    for system in System.objects.all():
        owe_roll_up(system, complete=True)
