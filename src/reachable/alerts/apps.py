"""Django's registration of this stage."""

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """Registers the stage under the label `alerts`."""

    name = "reachable.alerts"
    label = "alerts"
