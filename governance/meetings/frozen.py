"""The database's promise that approved minutes are never edited."""

import pgtrigger


def frozen_with(name, meeting, *columns):
    """Refuse to add, take away or reword rows of a meeting whose minutes are approved.

    `meeting` is SQL that finds the meeting's key from the row called `this`. Columns that only
    point at an account or a directory entry are left out, so that a person can be erased.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Delete | pgtrigger.UpdateOf(*columns),
        declare=[("this", "RECORD"), ("meeting_state", "TEXT")],
        # The lock makes a last word and the approval wait for each other.
        func=f"""
            IF TG_OP = 'DELETE' THEN this := OLD; ELSE this := NEW; END IF;
            SELECT state INTO meeting_state FROM governance_meeting
                WHERE id = ({meeting}) FOR SHARE;
            IF meeting_state = 'minutes_approved' THEN
                RAISE EXCEPTION 'approved minutes are never edited, only corrected'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN this;
        """,  # noqa: S608 - only constants of this house go in
    )


BY_MEETING = "this.meeting_id"
BY_ITEM = "SELECT meeting_id FROM governance_agendaitem WHERE id = this.item_id"


def append_only(name, *columns):
    """Refuse to take rows away or to reword them."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Delete | pgtrigger.UpdateOf(*columns),
        func="""
            RAISE EXCEPTION 'this row stays as it was written'
                USING ERRCODE = 'check_violation';
        """,
    )
