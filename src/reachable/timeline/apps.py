"""Django's registration of this stage."""

from django.apps import AppConfig


class TimelineConfig(AppConfig):
    """Registers the stage under the label `timeline`."""

    name = "reachable.timeline"
    label = "timeline"
