"""One record of each object and state of the policy, in the scope that the demo people hold.

The member, the secretary and the chair belong to the Clinical and Care Forum; the lead leads a
clinical network; the quality lead submits for RKB.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ccpl_portal.accounts.models import User
from ccpl_portal.files.actions import add_file
from ccpl_portal.files.validation import check_upload
from ccpl_portal.people.actions import entry_of
from ccpl_portal.people.models import Person
from governance.models import Minutes, PaperRequest, Withdrawal
from governance.papers.chasing import upload_link
from governance.publishing.links import reply_link
from networks.groups.models import Group
from networks.members.models import Membership
from networks.resources.models import Resource
from quality.models import Body, Happening, Measure, MeasureSet, ReturnsContact
from tests.factories.comms import (
    DraftNewsItemFactory,
    DraftPageFactory,
    NewsItemFactory,
    PageFactory,
)
from tests.factories.governance import (
    ActionFactory,
    AgendaItemFactory,
    AttendanceFactory,
    DecisionFactory,
    DraftMeetingFactory,
    EntryFactory,
    ItemRequestFactory,
    MeetingFactory,
    SubmissionFactory,
)
from tests.factories.leadership_dev import DraftProgrammeFactory, ProgrammeFactory
from tests.factories.networks import (
    GroupFactory,
    InvitationFactory,
    JoinRequestFactory,
    MembershipFactory,
    ProposalFactory,
    QuorumConditionFactory,
    ResourceFactory,
    TermsFactory,
)
from tests.factories.people import PersonFactory
from tests.factories.quality import (
    ReturnsContactFactory,
    SignalFactory,
    UploadFactory,
)


@dataclass
class Example:
    """What stands in the address, and the words by which a list shows the record."""

    args: tuple = ()
    words: str = ""
    query: str = ""


def panels():
    # Imported here because that module speaks of Example.
    from tests.access_panel import panels

    return panels()


def roles():
    # Imported here because that module speaks of Example.
    from tests.access_roles import roles

    return roles()


def examples():
    """(address, object, state) -> Example, for every row of docs/access.csv that needs one."""
    found = {}
    for row in [
        *pages(),
        *people(),
        *groups(),
        *meetings(),
        *rooms(),
        *minutes(),
        *decided(),
        *programmes(),
        *panels(),
        *news(),
        *returns(),
        *roles(),
        *marks(),
        *fixed(),
    ]:
        addresses, key, example = row
        for address in addresses:
            found[address, *key] = example
    return found


def fixed():
    yield ["strategy:principle"], ("page", "published"), Example((1,))
    yield ["strategy:workstream"], ("page", "published"), Example(("clinical-networking",))
    yield ["organisations:detail"], ("organisation", "published"), Example(("RKB",))
    yield (
        ["organisations:list"],
        ("organisation", "published"),
        Example(words="George Eliot Hospital NHS Trust"),
    )
    yield (
        ["quality:measure", "quality:chart", "quality:slide", "quality:funnel"],
        ("quality_rollup", "audience_public"),
        Example(("ae-four-hour",)),
    )
    yield ["quality:place"], ("quality_rollup", "audience_public"), Example(("coventry",))
    yield ["quality:organisation"], ("quality_rollup", "audience_public"), Example(("RKB",))
    yield ["places:detail"], ("organisation", "published"), Example(("rugby",))
    yield (
        ["delivery:list"],
        ("deliverable", "active"),
        Example(words="Programme launch event"),
    )


def pages():
    shown = PageFactory(title="CANARY-page-published")
    draft = DraftPageFactory(title="CANARY-page-draft")
    for page, state in [(shown, "published"), (draft, "draft")]:
        yield ["pages:detail"], ("page", state), Example((page.slug,))
        yield ["pages:about"], ("page", state), Example(words=page.title)
        # The word that was searched for is marked, so the rest of the title is looked for.
        yield ["search:search"], ("page", state), Example(words=f"-page-{state}", query="?q=canary")


def people():
    for state, audience in [
        ("shared_public", Person.Audience.PUBLIC),
        ("shared_signed_in", Person.Audience.VERIFIED),
        ("private", Person.Audience.PRIVATE),
    ]:
        name = f"CANARY-person-{state}"
        person = PersonFactory(name=name, audience=audience)
        yield (
            ["people:detail", "letterbox:write", "leaving:page", "profiles:edit"],
            ("person", state),
            Example((person.slug,)),
        )
        yield ["people:list"], ("person", state), Example(words=name, query="?q=canary")


def groups():
    forum = Group.objects.get(slug="clinical-and-care-forum")
    yield ["groups:detail"], ("forum", "published"), Example((forum.slug,))
    shown = GroupFactory(name="CANARY-network-published")
    proposed = GroupFactory(name="CANARY-network-draft", status=Group.Status.PROPOSED)
    hidden = GroupFactory(name="CANARY-group-hidden", visibility=Group.Visibility.HIDDEN)
    for group in [proposed, hidden]:
        member_of(group, "lead", Membership.Role.LEAD)
    for name, role in [
        ("member", Membership.Role.MEMBER),
        ("secretary", Membership.Role.SECRETARY),
        ("chair", Membership.Role.CHAIR),
    ]:
        member_of(hidden, name, role)
    for key, group in [
        (("network", "published"), shown),
        (("network", "draft"), proposed),
        (("group", "hidden"), hidden),
    ]:
        yield ["groups:detail"], key, Example((group.slug,))
        yield ["directory:list"], key, Example(words=group.name, query="?q=canary")
        yield ["structure:page"], key, Example(words=group.name)
    yield from joining()
    yield from keeping(hidden)


def keeping(hidden):
    """A network that the demo lead keeps, the forum that the demo secretary keeps."""
    network = GroupFactory(name="CANARY-network-kept")
    forum = Group.objects.get(slug="clinical-and-care-forum")
    member_of(network, "lead", Membership.Role.LEAD)
    for key, group in [
        (("network", "published"), network),
        (("group", "hidden"), hidden),
        (("forum", "published"), forum),
    ]:
        TermsFactory(group=group)
        condition = QuorumConditionFactory(group=group)
        yield ["editing:part"], key, Example((group.slug, "purpose"))
        yield ["editing:condition"], key, Example((group.slug,))
        yield ["editing:remove_condition"], key, Example((group.slug, condition.pk))
        yield ["terms:newest", "terms:add", "history:page"], key, Example((group.slug,))
        news = NewsItemFactory(group=group, typed="New.", body_html="<p>New.</p>\n")
        yield ["group_news:write"], key, Example((group.slug,))
        yield (
            ["group_news:change", "group_news:withdraw"],
            key,
            Example((group.slug, news.pk)),
        )
        yield ["terms:version"], key, Example((group.slug, 1))
    yield (
        ["missing:plan_for_all"],
        ("missing_voices", "all_groups"),
        Example(query="?family=nursing"),
    )
    for key, group in [("network_membership", network), ("forum_membership", forum)]:
        name = f"CANARY-{key}"
        membership = MembershipFactory(group=group, person__name=name)
        yield ["members:list"], (key, "active"), Example((group.slug,), words=name)
        yield ["missing:group"], (key, "active"), Example((group.slug,))
        yield ["missing:plan"], (key, "active"), Example((group.slug,), query="?family=nursing")
        yield ["members:add"], (key, "active"), Example((group.slug,))
        one = Example((group.slug, membership.pk))
        yield ["members:change", "members:end"], (key, "active"), one
    yield from resources(network)
    proposed = Example((ProposalFactory().pk,))
    yield ["proposals:detail"], ("group_proposal", "submitted"), proposed
    pending = ("invitation", "pending")
    invited = InvitationFactory(group=network)
    member_of(network, "secretary", Membership.Role.SECRETARY)
    yield ["invitations:list", "invitations:invite"], pending, Example((network.slug,))
    yield ["invitations:withdraw"], pending, Example((network.slug, invited.pk))


def resources(network):
    for name in ["member", "chair"]:
        member_of(network, name, Membership.Role.MEMBER)
    for state, audience in [
        ("public", Resource.Audience.PUBLIC),
        ("signed_in", Resource.Audience.VERIFIED),
        ("members", Resource.Audience.MEMBERS),
    ]:
        title = f"CANARY-resource-{state}"
        shared = ResourceFactory(group=network, title=title, audience=audience, link="/about/")
        key = ("group_resource", state)
        yield ["resources:list"], key, Example(words=title, query="?q=canary")
        yield (
            [f"resources:{page}" for page in ["detail", "get", "edit", "replace", "withdraw"]],
            key,
            Example((shared.pk,)),
        )
        yield ["resources:add"], key, Example((network.slug,))


def joining():
    group = GroupFactory(name="CANARY-network-joined")
    member_of(group, "lead", Membership.Role.LEAD)
    key = ("network_join_request", "pending")
    asked = JoinRequestFactory(group=group)
    yield ["joining:join"], key, Example((group.slug,))
    yield ["follow:group"], ("subscription_preferences", "active"), Example((group.slug,))
    yield ["joining:request"], key, Example((group.slug, asked.pk))
    left = GroupFactory(name="CANARY-network-left")
    for user in User.objects.filter(is_demo=True):
        Membership.objects.create(group=left, person=entry_of(user), from_on="2026-01-01")
    yield ["joining:leave"], ("network_membership", "active"), Example((left.slug,))


def member_of(group, name, role):
    person = User.objects.get(email=f"{name}@demo.example").person
    Membership.objects.create(group=group, person=person, role=role, from_on="2026-01-01")


def meetings():
    forum = Group.objects.get(slug="clinical-and-care-forum")
    # The demo's manager watches the forum; one who is no member reads less.
    Membership.objects.filter(group=forum, person__user__email="manager@demo.example").delete()
    shown = MeetingFactory(group=forum, title="CANARY-meeting-published")
    draft = DraftMeetingFactory(group=forum, title="CANARY-meeting-draft", starts_at=shown.ends_at)
    for meeting, state in [(shown, "published"), (draft, "draft")]:
        key = ("meeting", state)
        yield ["meetings:detail", "meetings:calendar"], key, Example((meeting.pk,))
        yield ["meetings:list"], key, Example(words=meeting.title, query=f"?group={forum.slug}")
    yield (
        ["planning:plan", "customs:edit", "customs:standing", "calendar:group_feed"],
        ("meeting", "published"),
        Example((forum.slug,)),
    )
    yield ["planning:edit", "planning:drop"], ("meeting", "draft"), Example((draft.pk,))
    for meeting, state in [(shown, "published_public"), (draft, "draft")]:
        yield (
            [
                "planning:edit",
                "planning:agenda",
                "planning:paste",
                "planning:left_over",
                "publishing:publish",
                "publishing:cancel",
                "binder:page",
                "binder:pdf",
                "binder:agenda",
            ],
            ("agenda", state),
            Example((meeting.pk,)),
        )
    yield ["publishing:reply"], ("meeting_reply", "given"), Example((shown.pk,))
    guest = MembershipFactory(group=forum, person=PersonFactory()).person
    link = reply_link(shown, guest).split("/")[-2]
    yield ["publishing:reply_by_link"], ("paper_link", "sent"), Example((link,))
    asked = ItemRequestFactory(group=forum)
    yield ["planning:request"], ("item_request", "submitted"), Example((asked.pk,))
    yield ["planning:ask"], ("item_request", "submitted"), Example((forum.slug,))
    yield from papers(shown, draft)


def papers(shown, draft):
    for meeting, state, visibility in [
        (draft, "draft", "public"),
        (shown, "public", "public"),
        (shown, "members", "members"),
        (shown, "confidential", "private"),
    ]:
        item = AgendaItemFactory(meeting=meeting, visibility=visibility)
        paper = SubmissionFactory(item=item, visibility=visibility).paper
        upload = check_upload(SimpleUploadedFile("a.csv", b"a,b"))
        add_file(owner=paper, checked=upload, by=None)
        key = ("paper", state)
        yield (
            ["papers:detail", "papers:change", "papers:send_on"],
            key,
            Example((paper.public_id,)),
        )
        yield ["papers:version"], key, Example((paper.public_id, 1))
        yield ["papers:manage"], key, Example((meeting.pk,))
        yield ["papers:add"], key, Example((meeting.pk,), query=f"?item={item.pk}")
    asked = PaperRequest.objects.create(item=draft.items.get(), address="a@example.org")
    link = upload_link(asked).split("/")[-2]
    yield ["papers:upload"], ("paper_link", "sent"), Example((link,))


def rooms():
    """A public meeting of the forum while its minutes are written."""
    forum = Group.objects.get(slug="clinical-and-care-forum")
    meeting = MeetingFactory(group=forum, title="CANARY-room", state="held")
    item = AgendaItemFactory(meeting=meeting)
    row = AttendanceFactory(meeting=meeting)
    withdrawal = Withdrawal.objects.create(item=item, attendance=row, reason="Interest")
    note = EntryFactory(item=item)
    args = {
        "attendance:page": (),
        "attendance:everyone": (),
        "attendance:paste": (),
        "attendance:confirm": (),
        "attendance:row": (row.pk,),
        "attendance:withdraw": (item.pk,),
        "attendance:undo": (withdrawal.pk,),
        "minutes:room": (),
        "minutes:add": (item.pk, "note"),
        "minutes:not-reached": (item.pk,),
        "minutes:entry": (note.pk,),
        "minutes:remove": (note.pk,),
        "minutes:draft": (),
        "minutes:circulate": (),
        "minutes:take-back": (),
        "minutes:key-messages": (),
    }
    yield ["minutes:chair"], ("chair_sheet", "open"), Example((meeting.pk,))
    for address, more in args.items():
        yield [address], ("meeting_room", "open"), Example((meeting.pk, *more))


def minutes():
    forum = Group.objects.get(slug="clinical-and-care-forum")
    at_meeting = MeetingFactory(group=forum, title="CANARY-later")
    for weeks, (state, name, audience) in enumerate(
        [
            ("minutes_draft", "draft", "public"),
            ("minutes_circulated", "circulated", "public"),
            ("minutes_approved", "approved_members", "members"),
            ("minutes_approved", "approved_public", "public"),
        ]
    ):
        held_at = timezone.now() - timedelta(weeks=20 + weeks)
        meeting = MeetingFactory(group=forum, starts_at=held_at, visibility=audience)
        found = Minutes.objects.create(meeting=meeting, circulated_at=timezone.now())
        if state == "minutes_approved":
            found.approved_at, found.approved_at_meeting = timezone.now(), at_meeting
            found.save()
        meeting.state = state
        meeting.save()
        addresses = ["minutes:page", "minutes:pdf", "minutes:word", "minutes:approve"]
        yield addresses, ("minutes", name), Example((meeting.pk,))
        if name == "approved_public":
            key = ("minutes_correction", "open")
            yield ["minutes:correct"], key, Example((meeting.pk,))


def decided():
    forum = Group.objects.get(slug="clinical-and-care-forum")
    now = timezone.now()
    meetings = {
        state: MeetingFactory(
            group=forum, starts_at=now - timedelta(weeks=30 + number), state=state
        )
        for number, state in enumerate(["minutes_draft", "minutes_circulated"])
    }
    for name, state, published_at in [
        ("draft", "minutes_draft", None),
        ("members", "minutes_circulated", None),
        ("public", "minutes_circulated", now),
    ]:
        reference, item = f"CANARY-D-{name}", AgendaItemFactory(meeting=meetings[state])
        DecisionFactory(item=item, reference=reference, published_at=published_at)
        key = ("decision", name)
        yield ["decisions:detail"], key, Example((reference,))
        yield ["decisions:list"], key, Example(words=reference, query="?q=canary")
    for name, published_at in [("open", None), ("published", now)]:
        reference, item = f"CANARY-A-{name}", AgendaItemFactory(meeting=meetings["minutes_draft"])
        ActionFactory(group=forum, item=item, reference=reference, published_at=published_at)
        key = ("action_item", name)
        yield ["actions:detail", "actions:edit"], key, Example((reference,))
        yield ["actions:list"], key, Example(words=reference, query="?q=canary")


def programmes():
    shown = ProgrammeFactory(title="CANARY-programme-published")
    draft = DraftProgrammeFactory(title="CANARY-programme-draft")
    for programme, state in [(shown, "published"), (draft, "draft")]:
        key = ("programme", state)
        yield ["programmes:detail"], key, Example((programme.slug,))
        yield ["programmes:list"], key, Example(words=programme.title, query="?q=canary")


def news():
    shown = NewsItemFactory(title="CANARY-announcement-published")
    draft = DraftNewsItemFactory(title="CANARY-announcement-draft")
    for item, state in [(shown, "published"), (draft, "draft")]:
        key = ("announcement", state)
        yield ["news:detail"], key, Example((item.slug,))
        yield ["news:list", "news:feed"], key, Example(words=item.title)


def marks():
    measure = Measure.objects.get(code="falls-harm")
    mark = Happening.objects.create(measure=measure, starts_on="2026-01-01", reason="Strike")
    key = ("quality_indicator", "audience_signed_in")
    yield ["marks:edit"], key, Example((measure.code,))
    yield ["marks:remove"], key, Example((measure.code, "happening", mark.pk))


def returns():
    last = timezone.localdate().replace(day=1) - timedelta(days=1)
    yield (
        ["returns:edit"],
        ("quality_return", "draft"),
        Example(("RKB", "safety", last.year, last.month)),
    )
    yield (
        ["assurance:report", "assurance:write"],
        ("assurance_report", "submitted"),
        Example(("organisation", "RKB", last.year, last.month)),
    )
    yield ["signals:detail"], ("signal", "open"), Example((SignalFactory().pk,))
    deputy = ReturnsContactFactory(body=Body.objects.get(code="RKB"), is_deputy=True)
    yield ["deputies:remove"], ("returns_deputy", "named"), Example((deputy.pk,))
    ReturnsContact.objects.filter(user__email="quality@demo.example").update(signs_off=True)
    MeasureSet.objects.filter(slug="experience").update(needs_sign_off=True)
    yield (
        ["sign_off:page"],
        ("return_sign_off", "waiting"),
        Example(("RKB", "experience", last.year, last.month)),
    )
    upload = UploadFactory(uploaded_by=User.objects.get(email="quality@demo.example"))
    yield (
        ["uploads:report", "uploads:columns"],
        ("quality_return", "draft"),
        Example((upload.public_id,)),
    )
    yield (
        ["returns:versions"],
        ("quality_return", "submitted"),
        Example(("RKB", "ae-four-hour", 2019, 3)),
    )
