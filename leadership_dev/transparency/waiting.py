"""What the desk says needs care."""

from django.urls import reverse

from ccpl_portal.desk.registry import care
from leadership_dev.monitoring.models import MonitoringYear


@care
def years_to_publish(user):
    for year in MonitoringYear.objects.to_publish():
        address = reverse("transparency:year", args=[year.slug])
        yield f"The equality report {year.year} waits to be published", address
