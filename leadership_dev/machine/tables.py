"""State machines as data: what can happen, from where, to where. Nothing else is possible."""

from dataclasses import dataclass, field

SAME = "="


@dataclass(frozen=True)
class Step:
    """One transition. `words` tell it in a timeline; a held one is not told until released."""

    name: str
    sources: tuple
    targets: tuple
    words: str
    needs_reason: bool = False
    held: bool = False


@dataclass(frozen=True)
class Machine:
    name: str
    steps: tuple
    _found: dict = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self):
        for step in self.steps:
            for source in step.sources:
                self._found[step.name, source] = step

    def step(self, name, source):
        """The step of that name from that state, or None when there is no such thing."""
        return self._found.get((name, source))

    def from_state(self, state):
        return [step for step in self.steps if state in step.sources]


def step(name, sources, targets, words, **more):
    return Step(name, tuple(sources.split()), tuple(targets.split()), words, **more)


BEFORE_DECIDED = (
    "draft in_approval approved open closed sifting moderating shortlisted interviewing"
)

ROLE = Machine(
    "role",
    (
        step("submit_for_approval", "draft", "in_approval", "Sent for approval"),
        step("return", "in_approval", "draft", "Returned to its author", needs_reason=True),
        step("approve", "in_approval", "approved", "Approved"),
        step("open", "approved", "open", "Opened for applications"),
        step("extend", "open", "open", "Closing date extended", needs_reason=True),
        step("close", "open", "closed", "Closed for applications"),
        step("start_sift", "closed", "sifting", "Sift started"),
        step("readvertise", "closed", "withdrawn", "Advertised again", needs_reason=True),
        step("open_moderation", "sifting", "moderating", "Moderation opened"),
        step("confirm_shortlist", "moderating", "shortlisted", "Shortlist confirmed"),
        step("release_shortlist", "shortlisted", "interviewing", "Shortlist released"),
        step("record_decision", "interviewing", "decided", "Decision recorded"),
        step("release_outcomes", "decided", "completed", "Outcomes released"),
        step("archive", "completed", "archived", "Archived"),
        step("withdraw", BEFORE_DECIDED, "withdrawn", "Withdrawn", needs_reason=True),
        step("reopen", "completed", "decided", "Decision reopened", needs_reason=True),
    ),
)

HELD_AT_SIFT = "shortlisted reserve_sift not_shortlisted"
HELD_AT_INTERVIEW = "offered reserve_interview not_appointed"
AFTER_SUBMIT = (
    "submitted eligible scored shortlisted reserve_sift interview_booked interviewed"
    " reserve_interview offered"
)

APPLICATION = Machine(
    "application",
    (
        step("submit", "draft", "submitted", "Sent"),
        step("check", "submitted", "eligible ineligible", "Eligibility checked"),
        step("review", "ineligible", "submitted", "Review asked for", needs_reason=True),
        step("score", "eligible", "scored", "Scored"),
        step("decide", "scored", HELD_AT_SIFT, "Decided at the sift", held=True),
        step("decide", "interviewed", HELD_AT_INTERVIEW, "Decided after interview", held=True),
        step("release", f"{HELD_AT_SIFT} {HELD_AT_INTERVIEW}", SAME, "Outcome released"),
        step("book", "shortlisted", "interview_booked", "Interview booked"),
        step("rebook", "interview_booked", "interview_booked", "Interview moved"),
        step("interview", "shortlisted interview_booked", "interviewed", "Interviewed"),
        step("accept", "offered", "appointed", "Offer accepted"),
        step("decline", "offered", "offer_declined", "Offer declined"),
        step("extend_offer", "offered", "offered", "Time to answer extended", needs_reason=True),
        step("expire", "offered", "offer_lapsed", "Offer lapsed"),
        step("promote", "reserve_sift", "shortlisted", "Taken from the reserve list"),
        step("promote", "reserve_interview", "offered", "Taken from the reserve list"),
        step("expire", "reserve_sift reserve_interview", "not_appointed", "Reserve list ended"),
        step("lapse", "draft", "lapsed", "Not sent before the closing time"),
        step("withdraw", AFTER_SUBMIT, "withdrawn", "Withdrawn by the applicant"),
        step("reinstate", "not_shortlisted", "shortlisted", "Reinstated", needs_reason=True),
        step("reinstate", "not_appointed", "interviewed", "Reinstated", needs_reason=True),
    ),
)

# One panel member and one application. A conflict closes the application to the member.
ASSIGNMENT = Machine(
    "assignment",
    (
        step("ask", "assigned", "declaration_pending", "Declaration asked for"),
        step("clear", "declaration_pending", "cleared", "Cleared to score"),
        step(
            "declare_conflict",
            "declaration_pending cleared managed scoring submitted",
            "conflict_declared",
            "Conflict declared",
        ),
        step("recuse", "conflict_declared", "recused", "Recused"),
        step("manage", "conflict_declared", "managed", "Conflict managed", needs_reason=True),
        step("begin", "cleared managed", "scoring", "Scoring begun"),
        step("submit", "scoring", "submitted", "Scores submitted"),
        step("unlock", "submitted", "scoring", "Scores unlocked", needs_reason=True),
        step("moderate", "submitted", "moderated", "Moderation opened"),
        step("freeze", "moderated", "frozen", "Shortlist confirmed"),
    ),
)
