"""Time of leaders in the units that each reader knows. The one converter there is."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


class Unit(StrEnum):
    PA = "pa"
    GP_SESSION = "gp_session"
    HOUR = "hour"


# A programmed activity of a consultant, a session of a general practitioner (4 h 10 min), an
# hour. The week of a whole-time post is that of Agenda for Change.
MINUTES = {Unit.PA: 240, Unit.GP_SESSION: 250, Unit.HOUR: 60}
WHOLE_TIME_WEEK = Decimal("37.5") * 60

NAMES = {
    Unit.PA: ("programmed activity (PA)", "programmed activities (PAs)"),
    Unit.GP_SESSION: ("GP session", "GP sessions"),
    Unit.HOUR: ("hour", "hours"),
}
CHOICES = [(unit.value, NAMES[unit][1].capitalize()) for unit in Unit]
CHOICES[1] = (Unit.GP_SESSION.value, "GP sessions")


@dataclass(frozen=True)
class Terms:
    """So many PAs, sessions or hours a week."""

    amount: Decimal
    unit: str

    @property
    def minutes(self):
        return self.amount * MINUTES[Unit(self.unit)]

    def in_unit(self, unit):
        return rounded(self.minutes / MINUTES[unit])

    @property
    def wte(self):
        """Whole-time equivalent, two decimals."""
        return rounded(self.minutes / WHOLE_TIME_WEEK)

    @property
    def hours_words(self):
        """8 hours; 8 hours 20 minutes"""
        hours, minutes = divmod(int(self.minutes.to_integral_value(ROUND_HALF_UP)), 60)
        words = [count(hours, "hour", "hours")] if hours or not minutes else []
        if minutes:
            words.append(count(minutes, "minute", "minutes"))
        return " ".join(words)

    @property
    def words(self):
        """2 programmed activities (PAs)"""
        return count(plain(self.amount), *NAMES[Unit(self.unit)])

    def rows(self):
        """The same time in each unit, as (words, figure)."""
        return [
            ("Hours a week", self.hours_words),
            ("Programmed activities (PAs)", plain(self.in_unit(Unit.PA))),
            ("GP sessions", plain(self.in_unit(Unit.GP_SESSION))),
            ("Whole-time equivalent (WTE)", f"{self.wte:.2f}"),
        ]


def count(number, one, many):
    return f"{number} {one if str(number) == '1' else many}"


def rounded(number):
    return Decimal(number).quantize(Decimal("0.01"), ROUND_HALF_UP)


def plain(number):
    """2, 1.5, 0.96: no zeros that say nothing."""
    return f"{Decimal(number).normalize():f}"
