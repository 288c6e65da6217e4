import factory
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from ccpl_portal.accounts.models import RoleGrant, User


class UnverifiedFactory(factory.django.DjangoModelFactory):
    """Somebody whom nobody has verified yet. Signs in by client.force_login."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    # No password: "" would be taken for one that is set.
    password = factory.LazyFunction(lambda: make_password(None))


class UserFactory(UnverifiedFactory):
    """A verified professional with no other role."""

    verified_at = factory.LazyFunction(timezone.now)


class RoleGrantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RoleGrant

    user = factory.SubFactory(UserFactory)
    role = RoleGrant.Role.MANAGER


class ManagerFactory(UserFactory):
    @factory.post_generation
    def grant(self, create, extracted, **kwargs):
        if create:
            RoleGrantFactory(user=self, role=RoleGrant.Role.MANAGER)


class CoordinatorFactory(UserFactory):
    @factory.post_generation
    def grant(self, create, extracted, **kwargs):
        if create:
            RoleGrantFactory(user=self, role=RoleGrant.Role.COORDINATOR)


class SuperuserFactory(UserFactory):
    is_superuser = True
