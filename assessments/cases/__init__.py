"""Case files that open as demonstrations, replayed through the services a team uses."""
