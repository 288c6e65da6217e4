from allauth.account.auth_backends import AuthenticationBackend


class SignIn(AuthenticationBackend):
    """Knows people by their e-mail address; leaves every right to the rules."""

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
