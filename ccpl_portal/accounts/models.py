from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower, Now
from django.utils import timezone


class UserQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def verified(self):
        return self.active().exclude(verified_at=None)

    def waiting_for_verification(self):
        return self.active().filter(verified_at=None)

    def managers(self):
        """Those who may be asked to do a manager's work."""
        grants = RoleGrant.objects.current().filter(role=RoleGrant.Role.MANAGER)
        return self.active().filter(Q(is_superuser=True) | Q(pk__in=grants.values("user")))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email, password=None, **fields):
        fields.setdefault("verified_at", timezone.now())
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email=email.strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """An e-mail address that may sign in; verified when a manager or its domain vouches for it."""

    class Kind(models.TextChoices):
        PROFESSIONAL = "professional", "Clinical or care professional"
        COLLEAGUE = "colleague", "Other colleague"
        RESIDENT = "resident", "Resident"

    # What a person may do follows from plain rules; there are no rows of rights to go stale.
    groups = None
    user_permissions = None

    email = models.EmailField("email address", max_length=254, unique=True)
    name = models.CharField(max_length=150)
    kind = models.CharField(
        "kind of account", max_length=20, choices=Kind, default=Kind.PROFESSIONAL
    )
    is_active = models.BooleanField("active", default=True)
    is_demo = models.BooleanField("demo person", default=False, editable=False)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    joined_at = models.DateTimeField("joined", default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = "account"
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_lower_case")
        ]

    def __str__(self):
        return self.name or self.email

    @property
    def is_verified(self):
        return self.is_active and self.verified_at is not None

    @cached_property
    def roles(self):
        """The roles granted to this person that run today."""
        return set(self.role_grants.current().values_list("role", flat=True))

    @cached_property
    def has_second_step(self):
        """Signing in asks for an app's code or a passkey too."""
        return self.authenticator_set.exclude(type="recovery_codes").exists()

    def has_role(self, role):
        return self.is_active and role in self.roles

    @property
    def is_manager(self):
        """Programme manager, or a superuser, who may do all that a manager may."""
        return self.is_active and (self.is_superuser or self.has_role(RoleGrant.Role.MANAGER))

    @property
    def is_privileged(self):
        """Holds an office that only a superuser may give, take or suspend."""
        return self.is_superuser or RoleGrant.Role.MANAGER in self.roles

    @property
    def is_staff(self):
        """What Django's admin asks before it opens."""
        return self.is_manager


class RoleGrantQuerySet(models.QuerySet):
    def current(self):
        today = timezone.localdate()
        return self.filter(Q(until_on=None) | Q(until_on__gt=today), from_on__lte=today)


class RoleGrant(models.Model):
    """A role in the whole programme, held from a day until the day before another."""

    class Role(models.TextChoices):
        MANAGER = "manager", "Programme manager"
        COORDINATOR = "coordinator", "Recruitment coordinator"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=20, choices=Role)
    granted_by = models.ForeignKey(
        User, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    from_on = models.DateField("from", default=timezone.localdate)
    until_on = models.DateField(
        "until", null=True, blank=True, help_text="The first day without the role."
    )

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        ordering = ["role", "from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="role_grant_ends_after_it_starts",
                violation_error_message="The role must end on or after the day it starts",
            ),
            ExclusionConstraint(
                name="role_grant_held_once",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (
                        Func(
                            "from_on",
                            "until_on",
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="This person already holds this role on those days",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()}: {self.user}"


class SignIn(models.Model):
    """Somebody signed in. Kept apart from the audit trail, because it is kept for less long."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    at = models.DateTimeField(db_default=Now())
    ip = models.GenericIPAddressField("address", null=True)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["user", "-at"], name="sign_in_user_at")]

    def __str__(self):
        return f"{self.user}, {self.at:%d %B %Y}"
