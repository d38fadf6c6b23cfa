"""Django's registration of this stage."""

from django.apps import AppConfig


class RulesConfig(AppConfig):
    """Registers the stage under the label `rules`."""

    name = "reachable.rules"
    label = "rules"
