"""Django's registration of this stage."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Registers the stage under the label `casework`."""

    name = "reachable.casework"
    label = "casework"
