from django.db import models

from ccpl_portal.organisations.models import Place
from ccpl_portal.people.models import Person, PostKind, Profession
from networks.groups.models import Group
from networks.members.models import Membership


class MembershipRule(models.Model):
    """Whoever holds a leadership post of this sort belongs to the group for as long."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="membership_rules")
    role = models.CharField(
        "they come as", max_length=15, choices=Membership.Role, default=Membership.Role.MEMBER
    )
    votes = models.BooleanField("they have a vote", default=False)
    post_kinds = models.ManyToManyField(
        PostKind,
        blank=True,
        related_name="+",
        verbose_name="kinds of post",
        help_text="Leave empty for every leadership post",
    )
    places = models.ManyToManyField(
        Place,
        blank=True,
        related_name="+",
        help_text="Posts that work for these places. Leave empty for all",
    )
    professions = models.ManyToManyField(
        Profession,
        blank=True,
        related_name="+",
        help_text="Only people of these professions. Leave empty for all",
    )
    stay_out = models.ManyToManyField(
        Person,
        blank=True,
        related_name="+",
        verbose_name="people who stay out",
        help_text="They left by themselves, and the rule does not bring them back",
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        kinds = [kind.plural for kind in self.post_kinds.all()]
        words = " and ".join(kinds) if kinds else "everybody in a leadership post"
        places = [place.name for place in self.places.all()]
        professions = [profession.name.lower() for profession in self.professions.all()]
        words += f" for {' and '.join(places)}" if places else ""
        return f"{words}, of the profession {' or '.join(professions)}" if professions else words
