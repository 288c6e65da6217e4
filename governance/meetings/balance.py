"""How an agenda spends its time: what runs over, and how much of it is to decide or to note."""

from dataclasses import dataclass

from governance.meetings.words import Purpose

# Mapping the Gap (ICSA): members are asked far more often to note than to decide.
TOO_MUCH_NOTING = 50


@dataclass(frozen=True)
class Share:
    words: str
    items: int
    percent: int

    def __str__(self):
        return f"{self.items} ({self.percent}% of the time)" if self.percent else str(self.items)


@dataclass(frozen=True)
class Balance:
    allotted: int
    available: int
    shares: list

    @property
    def over(self):
        return max(self.allotted - self.available, 0)

    @property
    def over_words(self):
        if not self.over:
            return ""
        return (
            f"The items take {in_words(self.allotted)}, {in_words(self.over)} more than the"
            f" meeting has. Shorten items or end later"
        )

    @property
    def words(self):
        """Decide 3 (45%), assure 1 (10%)…"""
        return ", ".join(
            f"{share.words} {share.items}"
            + (f" ({share.percent}% of the time)" if share.percent else "")
            for share in self.shares
            if share.items
        )

    @property
    def advice(self):
        noting = next((share for share in self.shares if share.words == Purpose.NOTE.label), None)
        if noting and noting.percent > TOO_MUCH_NOTING:
            return f"{noting.percent}% of the time goes to noting. What could be a decision?"
        return ""


def balance_of(meeting, lines):
    items = [line.item for top in lines for line in [top, *top.children]]
    timed = sum(item.minutes_allotted or 0 for item in items)
    shares = []
    for purpose in Purpose:
        of_it = [item for item in items if item.purpose == purpose]
        minutes = sum(item.minutes_allotted or 0 for item in of_it)
        shares.append(
            Share(purpose.label, len(of_it), round(100 * minutes / timed) if timed else 0)
        )
    available = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
    return Balance(timed, available, shares)


def in_words(minutes):
    """2 hours 20 minutes"""
    hours, rest = divmod(minutes, 60)
    parts = [(hours, "hour"), (rest, "minute")]
    return " ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in parts if n) or "no time"
