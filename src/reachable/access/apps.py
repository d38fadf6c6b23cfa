"""Django's registration of this stage."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Registers the stage under the label `access`."""

    name = "reachable.access"
    label = "access"
