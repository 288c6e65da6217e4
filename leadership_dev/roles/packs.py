"""What a pack may hold of recruitment: roles, criteria, panels, example applications, figures."""

from ccpl_portal.accounts.models import User
from ccpl_portal.organisations.models import Place
from ccpl_portal.packs.columns import (
    Amount,
    Day,
    Moment,
    Number,
    Reference,
    Tags,
    Text,
    YesNo,
    split,
)
from ccpl_portal.packs.faults import NotFound, Wrong
from ccpl_portal.packs.registry import loads
from ccpl_portal.packs.tables import Table
from ccpl_portal.people.models import Person, Post
from leadership_dev.applications.traces import without
from leadership_dev.models import (
    AdjustmentRequest,
    Anchor,
    Answer,
    Application,
    ApplicationIdentity,
    Criterion,
    EligibilityQuestion,
    LeadershipRole,
    PanelMember,
    RoleQuestion,
    TransparencyRecord,
)

WHOSE = ["name", "email", "job_title", "employer", "profession", "line_manager", "referee_one",
         "referee_one_email", "referee_two", "referee_two_email"]  # fmt: skip


class WithState(Table):
    """Rows with a state, which is theirs to begin with; afterwards it is the machine's."""

    def fill(self, record, row, values, names, load):
        if names is not None:
            names -= {"state", "told_state"}
        super().fill(record, row, values, names, load)


@loads(
    "leadership/roles.csv",
    after=[
        "accounts/accounts.csv",
        "organisations/places.csv",
        "people/posts.csv",
        "strategy/programmes.csv",
    ],
)
class Roles(WithState):
    model = LeadershipRole
    key = ["slug"]
    columns = [
        Text("slug", required=True),
        Text("title", required=True),
        Text("summary"),
        Text("purpose"),
        Text("weight"),
        Text("state"),
        Moment("opens_at"),
        Moment("closes_at"),
        Amount("amount"),
        Text("unit"),
        Number("term_months"),
        Day("starts_on"),
        Text("pay"),
        Text("accountability"),
        Text("employer_told"),
        Text("talk"),
        Text("contact_name"),
        Text("contact_email"),
        Number("word_limit"),
        Reference("author", User, by="email"),
        Reference("coordinator", User, by="email"),
        Moment("closed_at"),
        Moment("completed_at"),
        Reference("place", Place),
        Reference("post", Post),
        Day("interviews_from"),
        Day("interviews_until"),
        Tags(),
    ]


@loads("leadership/criteria.csv", after=["leadership/roles.csv"])
class Criteria(Table):
    model = Criterion
    key = ["role", "name"]
    columns = [
        Reference("role", LeadershipRole, required=True),
        Text("name", required=True),
        Text("text", required=True),
        Text("kind"),
        Number("weight"),
        Number("position"),
    ]


def criterion_of(role, name):
    found = Criterion.objects.filter(role=role, name=name).first()
    if found is None:
        raise NotFound(f"There is no criterion “{name}” of this role")
    return found


@loads("leadership/anchors.csv", after=["leadership/criteria.csv"])
class Anchors(Table):
    model = Anchor
    key = ["role", "criterion", "score"]
    columns = [
        Reference("role", LeadershipRole, required=True),
        Text("criterion", required=True),
        Number("score", required=True),
        Text("text", required=True),
    ]

    def prepare(self, values, load):
        role = values.pop("role")
        return values | {"criterion": criterion_of(role, values["criterion"])}


@loads("leadership/eligibility.csv", after=["leadership/roles.csv"])
class EligibilityQuestions(Table):
    model = EligibilityQuestion
    key = ["role", "text"]
    columns = [
        Reference("role", LeadershipRole, required=True),
        Text("text", required=True),
        Number("position"),
    ]


@loads("leadership/panel.csv", after=["leadership/roles.csv", "people/people.csv"])
class Panel(Table):
    model = PanelMember
    key = ["role", "person"]
    columns = [
        Reference("role", LeadershipRole, required=True),
        Reference("person", Person, required=True),
        YesNo("is_chair"),
        Day("training_expires"),
        Moment("declared_at"),
    ]


@loads("leadership/role_questions.csv", after=["leadership/roles.csv"])
class RoleQuestions(Table):
    model = RoleQuestion
    key = ["role", "text"]
    columns = [
        Reference("role", LeadershipRole, required=True),
        Text("text", required=True),
        Text("answer", required=True),
    ]

    def prepare(self, values, load):
        return values | {"answered_at": values["role"].opens_at}


@loads("leadership/applications.csv", after=["leadership/criteria.csv", "leadership/panel.csv"])
class Applications(WithState):
    """Example applicants; whoever has no account cannot sign in to see theirs."""

    model = Application
    key = ["reference"]
    derived = {"told_state": "state"}
    columns = [
        Text("reference", required=True),
        Reference("role", LeadershipRole, required=True),
        Reference("account", User, by="email", to="user"),
        Text("state", required=True),
        Moment("submitted_at"),
        YesNo("wants_guarantee"),
        Text("needs"),
        *(Text(name) for name in WHOSE),
    ]

    def prepare(self, values, load):
        sent = values.get("submitted_at")
        return values | {
            "told_state": values["state"],
            "saved_at": sent,
            "declared_true": sent is not None,
        }

    def fill(self, record, row, values, names, load):
        whose = {name: values.pop(name) for name in WHOSE if name in values}
        needs = values.pop("needs", "")
        super().fill(record, row, values, names, load)
        ApplicationIdentity.objects.update_or_create(application=record, defaults=whose)
        AdjustmentRequest.objects.update_or_create(application=record, defaults={"needs": needs})


@loads("leadership/answers.csv", after=["leadership/applications.csv"])
class Answers(Table):
    model = Answer
    key = ["application", "criterion"]
    columns = [
        Reference("application", Application, by="reference", required=True),
        Text("criterion", required=True),
        Text("text", required=True),
    ]
    derived = {"redacted": "text"}

    def prepare(self, values, load):
        application = values["application"]
        return values | {
            "criterion": criterion_of(application.role, values["criterion"]),
            "redacted": without(values["text"], application.identity),
        }


class Counts(Text):
    help = "names and counts such as Nurse: 2; Pharmacist: 1"

    def read(self, cell, load):
        try:
            pairs = [part.rsplit(":", 1) for part in split(cell)]
            return {name.strip(): int(count) for name, count in pairs}
        except ValueError:
            raise Wrong(
                f"Enter names and counts such as Nurse: 2; Pharmacist: 1, not “{cell}”"
            ) from None


@loads("leadership/transparency.csv", after=["leadership/roles.csv"])
class TransparencyRecords(Table):
    model = TransparencyRecord
    key = ["role"]
    columns = [
        Reference("role", LeadershipRole, required=True),
        Day("opened_on", required=True),
        Day("closed_on", required=True),
        Day("outcomes_on", required=True),
        Number("extensions"),
        Counts("panel"),
        Number("essential"),
        Number("desirable"),
        YesNo("moderated"),
        Number("conflicts"),
        Number("median_days"),
    ]
