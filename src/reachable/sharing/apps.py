"""Django's registration of this stage."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    """Registers the stage under the label `sharing`."""

    name = "reachable.sharing"
    label = "sharing"
