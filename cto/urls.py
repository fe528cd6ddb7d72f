"""The site's addresses. Each room keeps its own list; this page only says where it begins."""

from django.urls import include, path

urlpatterns = [
    path("", include("cto.accounts.urls")),
    path("audit/", include("cto.audit.urls")),
    path("", include("assessments.urls")),
]

handler404 = "cto.design.pages.not_found"
