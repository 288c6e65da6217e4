from django.urls import path

from . import views

app_name = "group_news"

urlpatterns = [
    path("<slug:slug>/news/write/", views.write, name="write"),
    path("<slug:slug>/news/<int:pk>/", views.change, name="change"),
    path("<slug:slug>/news/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
