from django.urls import path

from . import chair_views, message_views, reaching, room_views, views

app_name = "minutes"

urlpatterns = [
    path("<int:pk>/room/", room_views.room, name="room"),
    path("<int:pk>/room/<int:item_pk>/not-reached/", reaching.not_reached, name="not-reached"),
    path("<int:pk>/room/<int:item_pk>/<slug:kind>/", room_views.add, name="add"),
    path("<int:pk>/entries/<int:entry_pk>/", room_views.entry, name="entry"),
    path("<int:pk>/entries/<int:entry_pk>/remove/", room_views.remove, name="remove"),
    path("<int:pk>/minutes/", views.page, name="page"),
    path("<int:pk>/minutes.pdf", views.pdf, name="pdf"),
    path("<int:pk>/minutes.docx", views.word, name="word"),
    path("<int:pk>/minutes/draft/", views.draft, name="draft"),
    path("<int:pk>/minutes/circulate/", views.circulate, name="circulate"),
    path("<int:pk>/minutes/take-back/", views.take_back, name="take-back"),
    path("<int:pk>/minutes/approve/", views.approve, name="approve"),
    path("<int:pk>/minutes/correct/", views.correct, name="correct"),
    path("<int:pk>/chair/", chair_views.chair, name="chair"),
    path("<int:pk>/key-messages/", message_views.key_messages, name="key-messages"),
]
