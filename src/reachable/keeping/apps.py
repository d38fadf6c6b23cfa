"""Django's registration of this stage."""

from django.apps import AppConfig


class KeepingConfig(AppConfig):
    """Registers the stage under the label `keeping`."""

    name = "reachable.keeping"
    label = "keeping"
