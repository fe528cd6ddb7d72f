"""The room of the people who sign in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, teams and sign-in."""

    name = "cto.accounts"
    label = "accounts"
    verbose_name = "Users and teams"
