from ccpl_portal.jobs.registry import handles
from ccpl_portal.outbox.registry import check
from networks.rules import oversees_quality
from quality.bodies.models import System

from . import actions, letters


@handles("quality.look_for_signals", queue="rollup")
def look_for_signals():
    home = System.objects.home()
    if home:
        actions.look(system=home)


@handles("quality.write_week")
def write_week():
    letters.write_week()


@check("quality.still_oversees")
def still_oversees(letter):
    return oversees_quality(letter.to_user)
