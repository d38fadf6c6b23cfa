"""Django's registration of this stage."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """Registers the stage under the label `matching`."""

    name = "reachable.matching"
    label = "matching"
