from django.urls import path

from . import views

app_name = "binder"

urlpatterns = [
    path("<int:pk>/pack/", views.page, name="page"),
    path("<int:pk>/pack.pdf", views.pdf, name="pdf"),
    path("<int:pk>/agenda.pdf", views.agenda, name="agenda"),
]
