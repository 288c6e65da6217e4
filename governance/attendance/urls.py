from django.urls import path

from . import views

app_name = "attendance"

urlpatterns = [
    path("<int:pk>/attendance/", views.page, name="page"),
    path("<int:pk>/attendance/everyone/", views.everyone, name="everyone"),
    path("<int:pk>/attendance/paste/", views.paste, name="paste"),
    path("<int:pk>/attendance/confirm/", views.confirm, name="confirm"),
    path("<int:pk>/attendance/<int:row_pk>/", views.row, name="row"),
    path("<int:pk>/room/<int:item_pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/room/withdrawals/<int:withdrawal_pk>/undo/", views.undo, name="undo"),
]
