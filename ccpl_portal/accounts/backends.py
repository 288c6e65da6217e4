from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef

from .models import RoleGrant, User


class SignIn(AuthenticationBackend):
    """Knows people by their e-mail address; leaves every right to the rules."""

    def get_user(self, user_id):
        # The person comes with roles and second step, so that no page asks again.
        grants = RoleGrant.objects.current().filter(user=OuterRef("pk"))
        second_steps = Authenticator.objects.filter(user=OuterRef("pk")).exclude(
            type=Authenticator.Type.RECOVERY_CODES
        )
        user = (
            User.objects.filter(pk=user_id)
            .annotate(roles=ArraySubquery(grants.values("role")))
            .annotate(has_second_step=Exists(second_steps))
            .first()
        )
        return user if user is not None and self.user_can_authenticate(user) else None

    def get_user_permissions(self, user_obj, obj=None):
        return set()

    def get_group_permissions(self, user_obj, obj=None):
        return set()

    def get_all_permissions(self, user_obj, obj=None):
        return set()

    def has_perm(self, user_obj, perm, obj=None):
        return False

    def has_module_perms(self, user_obj, app_label):
        return False
