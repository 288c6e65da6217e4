from django.urls import path

from . import moderating, views

app_name = "scoring"

urlpatterns = [
    path("", views.sift, name="sift"),
    path("sift-pack.pdf", views.pack, name="pack"),
    path("criteria/<int:pk>/", views.by_criterion, name="by_criterion"),
    path("ranking/", moderating.ranking, name="ranking"),
    path(
        "ranking/open/",
        moderating.step,
        {"name": "open_moderation"},
        name="open_moderation",
    ),
    path("ranking/confirm/", moderating.step, {"name": "confirm_shortlist"}, name="confirm"),
    path("ranking/line/", moderating.cut_line, name="cut_line"),
    path("ranking/level/<int:rank>/", moderating.order, name="order"),
    path("matrix.csv", moderating.matrix, name="matrix"),
    path("<str:reference>/", views.sheet, name="sheet"),
    path("<str:reference>/moderation/", moderating.moderate, name="moderate"),
]
