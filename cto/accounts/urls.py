"""Signing in, and the pages of users and teams.

Of allauth's pages only these four are mounted: there is no sign-up, no email page and no password
reset by email, since a system administrator adds users and replaces forgotten passwords.
"""

from allauth.account import views as allauth
from django.urls import include, path

from cto.accounts import views

pages = (
    [
        path("", views.users, name="users"),
        path("add/", views.user_add, name="user_add"),
        path("user/<uuid:pk>/", views.user, name="user"),
        path("user/<uuid:pk>/password/", views.user_password, name="user_password"),
        path("teams/", views.teams, name="teams"),
        path("teams/add/", views.team_add, name="team_add"),
        path("teams/<uuid:pk>/", views.team, name="team"),
    ],
    "accounts",
)

# These keep allauth's names, by which it finds its own pages.
signing_in = [
    path("login/", allauth.login, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("password/change/", allauth.password_change, name="account_change_password"),
]

urlpatterns = [
    path("users-and-teams/", include(pages)),
    path("account/", include(signing_in)),
]
