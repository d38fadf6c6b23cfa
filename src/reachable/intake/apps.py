"""Django's registration of this stage."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Registers the stage under the label `intake`."""

    name = "reachable.intake"
    label = "intake"
