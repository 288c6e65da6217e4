"""What the front page says is waiting for those who keep groups."""

from .models import JoinRequest


def requests_waiting_for(user):
    """Pairs of words and address, the longest waiting first."""
    requests = JoinRequest.objects.waiting().to_decide(user).for_listing()
    return [(str(request), request.get_absolute_url()) for request in requests]
