import pytest

from tests.factories.organisations import SystemFactory as RootFactory
from tests.factories.quality import SystemFactory


@pytest.fixture
def home(db):
    """The portal's own system."""
    return SystemFactory(code="QWU", name="Arden", place=RootFactory())
