from django.db.models import TextChoices


class Role(TextChoices):
    CHAIR = "chair", "Chair"
    DEPUTY = "deputy", "Deputy chair"
    LEAD = "lead", "Clinical lead"
    SECRETARY = "secretary", "Secretary"
    MEMBER = "member", "Member"
    OBSERVER = "observer", "Observer"
    IN_ATTENDANCE = "in_attendance", "In attendance"


# Who answers for the group in public, and who may act for it.
NAMED = [Role.CHAIR, Role.DEPUTY, Role.LEAD]
LEADING = [Role.CHAIR, Role.LEAD, Role.SECRETARY]
