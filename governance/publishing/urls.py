from django.urls import path

from . import views

app_name = "publishing"

urlpatterns = [
    path("meetings/<int:pk>/publish/", views.publish, name="publish"),
    path("meetings/<int:pk>/cancel/", views.cancel, name="cancel"),
    path("meetings/<int:pk>/reply/", views.reply, name="reply"),
    path("replies/<str:token>/", views.reply_by_link, name="reply_by_link"),
]
