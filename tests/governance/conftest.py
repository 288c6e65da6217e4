import pytest

from governance.customs.house_order import lay_down
from tests.factories.networks import ForumFactory, MembershipFactory


@pytest.fixture
def forum():
    lay_down()
    return ForumFactory(name="Clinical and Care Forum", slug="forum")


@pytest.fixture
def signed_in(client):
    """A member of the group in this role, signed in: signed_in(group, "secretary")."""

    def sign_in(group, role="member", **fields):
        user = MembershipFactory(group=group, role=role, **fields).person.user
        client.force_login(user)
        return user

    return sign_in
