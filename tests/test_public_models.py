"""Whatever a public page shows gives the page cache a new version when it changes."""

from django.apps import apps

from ccpl_portal.web.versions import public_models

HOUSES = ["ccpl_portal", "networks", "governance", "leadership_dev", "quality", "comms"]

# No page for strangers shows these, or what shows them bumps the version by itself: the
# roll-up when its figures are in place, publishing when it changes a state.
NOT_SHOWN = {
    "ccpl_portal.ContentVersion",
    "ccpl_portal.Entry",
    "ccpl_portal.Event",
    "ccpl_portal.File",
    "ccpl_portal.FileVersion",
    "ccpl_portal.Job",
    "ccpl_portal.Letter",
    "ccpl_portal.Loaded",
    "ccpl_portal.RoleGrant",
    "ccpl_portal.SignIn",
    "ccpl_portal.User",
    "comms.Follow",
    "governance.Change",
    "governance.ItemRequest",
    "governance.Notice",
    "governance.PaperRequest",
    "governance.Reply",
    "leadership_dev.AdjustmentRequest",
    "leadership_dev.Answer",
    "leadership_dev.Application",
    "leadership_dev.ApplicationIdentity",
    "leadership_dev.Assignment",
    "leadership_dev.CutLine",
    "leadership_dev.Decision",
    "leadership_dev.DeclaredTie",
    "leadership_dev.FeedbackPoint",
    "leadership_dev.InterviewPlan",
    "leadership_dev.InterviewSlot",
    "leadership_dev.LetterTemplate",
    "leadership_dev.Moderation",
    "leadership_dev.Offer",
    "leadership_dev.ProposedOutcome",
    "leadership_dev.Score",
    "leadership_dev.ScoreSheet",
    "leadership_dev.Signature",
    "leadership_dev.TieChoice",
    "leadership_dev.TwoKeys",
    "leadership_dev.MonitoringResponse",
    "leadership_dev.Option",
    "leadership_dev.Question",
    "leadership_dev.QuestionSet",
    "leadership_dev.PoolEntry",
    "leadership_dev.RoleAlert",
    "leadership_dev.Transition",
    "governance.Series",
    "networks.GroupProposal",
    "networks.Invitation",
    "networks.JoinRequest",
    "networks.MembershipRule",
    "quality.AssuranceLevel",
    "quality.BodyMembership",
    "quality.Change",
    "quality.Figure",
    "quality.Layout",
    "quality.LevelSetting",
    "quality.Obligation",
    "quality.Placement",
    "quality.QualityGroup",
    "quality.Report",
    "quality.ReportPlacement",
    "quality.ReturnsContact",
    "quality.SentBack",
    "quality.RollupRun",
    "quality.Seat",
    "quality.Signal",
    "quality.Step",
    "quality.Upload",
}


def test_every_model_is_either_watched_or_known_not_to_be_shown():
    models = {
        model._meta.label
        for house in HOUSES
        for model in apps.get_app_config(house).get_models()
        if not hasattr(model, "pgh_tracked_model")
    }

    assert models - {model._meta.label for model in public_models()} == NOT_SHOWN
