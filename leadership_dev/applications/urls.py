from django.urls import path

from . import coordinating, views, writing

app_name = "applications"

ONE = "applications/<uuid:public_id>/"

urlpatterns = [
    path("roles/<slug:slug>/apply/", views.apply, name="apply"),
    path("roles/<slug:slug>/applications/", coordinating.of_role, name="of_role"),
    path("applications/", views.listing, name="list"),
    path(ONE, views.detail, name="detail"),
    path(f"{ONE}about/", writing.about, name="about"),
    path(f"{ONE}people/", writing.people, name="people"),
    path(f"{ONE}answers/<int:pk>/", writing.answer, name="answer"),
    path(f"{ONE}needs/", writing.needs, name="needs"),
    path(f"{ONE}declaration/", writing.declaration, name="declaration"),
    path(f"{ONE}check/", views.check, name="check"),
    path(f"{ONE}sent/", views.sent, name="sent"),
    path(f"{ONE}read/", views.read, name="read"),
    path(f"{ONE}withdraw/", views.withdraw, name="withdraw"),
    path(f"{ONE}review/", views.review, name="review"),
    path(f"{ONE}delete/", views.delete, name="delete"),
    path(f"{ONE}my-data.json", views.download, name="download"),
    path(f"{ONE}coordinate/", coordinating.coordinate, name="coordinate"),
]
