"""The audit log's one page."""

from django.urls import path

from cto.audit import views

app_name = "audit"
urlpatterns = [path("", views.entries, name="entries")]
