"""Django's registration of this stage."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Registers the stage under the label `oversight`."""

    name = "reachable.oversight"
    label = "oversight"
