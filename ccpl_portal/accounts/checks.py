from django.conf import settings
from django.core.checks import Warning, register

from . import roles


@register()
def required_roles_are_known(app_configs, **kwargs):
    """A misspelt role would require a second step of nobody."""
    return [
        Warning(
            f"MFA_REQUIRED_ROLES names {name!r}, which no room provides",
            hint=f"Known roles: {', '.join(roles.known())}",
            id="accounts.W001",
        )
        for name in settings.MFA_REQUIRED_ROLES
        if name not in roles.known()
    ]
