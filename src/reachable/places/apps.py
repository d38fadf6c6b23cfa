"""Django's registration of this stage."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Registers the stage under the label `places`."""

    name = "reachable.places"
    label = "places"
