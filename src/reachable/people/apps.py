"""Django's registration of this stage."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers the stage under the label `people`."""

    name = "reachable.people"
    label = "people"
