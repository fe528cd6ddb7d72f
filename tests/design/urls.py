"""Addresses of the sample pages."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from tests.design import sample

urlpatterns = [
    path("sample/", login_not_required(sample.factor), name="sample"),
    path("components/", login_not_required(sample.components)),
    path("broken/", login_not_required(sample.broken)),
    path("", include("cto.accounts.urls")),
]
