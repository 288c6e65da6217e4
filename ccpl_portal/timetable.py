"""What is done on a timer, for Celery's beat. Rooms are named by their tasks, as words only."""


def every(seconds, task, *, expires=None, **options):
    """A bell that nobody answered in time is not answered later: the next one will do."""
    options["expires"] = expires or seconds
    return {"task": task, "schedule": seconds, "options": options}


def daily(kind, not_before):
    """Daily work is asked for often and done once for each local day, so that an hour which
    the clocks skip or a machine slept through is caught up."""
    return every(900, "jobs.start_daily") | {"args": [kind, not_before]}


TIMETABLE = {
    "publish what is due": every(60.0, "publishing.publish_due", expires=55),
    "sweep": every(30, "jobs.sweep", expires=60),
    "post letters": every(30, "outbox.post", expires=60, queue="mail"),
    "open and close roles": every(60.0, "roles.keep_time", expires=55),
    "keep time of offers": every(600, "outcomes.keep_time"),
    "remind of closing dates": every(900, "applications.remind"),
    "forget sessions": every(6 * 3600.0, "accounts.forget_sessions", expires=3600),
    "forget sign-ins": every(6 * 3600.0, "accounts.forget_sign_ins", expires=3600),
    "tidy files": every(6 * 3600, "files.tidy", expires=3600),
    # A membership that ends by its date alone changes who may find what.
    "describe everything to the search": daily("search.reindex", "00:10"),
    "members by rule": daily("networks.keep_rules", "01:10"),
    "roll up every figure": daily("quality.roll_up_everything", "02:20"),
    "clear applications": daily("leadership.clear_applications", "02:50"),
    "tidy jobs": daily("jobs.tidy", "03:10"),
    "tidy letters": daily("outbox.tidy", "03:20"),
    "tidy uploads": daily("quality.tidy_uploads", "03:30"),
    "tidy packs": daily("governance.tidy_packs", "03:30"),
    "forget invitations": daily("networks.forget_invitations", "03:30"),
    "stage equality answers": daily("monitoring.batch", "03:40"),
    "remind of reviews": daily("networks.remind_reviews", "07:00"),
    "remind of returns": daily("quality.remind_of_returns", "08:00"),
    "letter on quality signals": daily("quality.write_week", "08:10"),
}
