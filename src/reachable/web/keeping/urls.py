"""The addresses of keeping.

In:  a path.
Out: the view that answers it.
"""

from django.urls import path

from reachable.web.keeping import views

urlpatterns = [
    path("keeping/", views.show_waiting, name="keeping"),
    path("keeping/holds/", views.show_holds, name="holds"),
    path("keeping/erased/", views.show_erased, name="erased"),
    path("keeping/erased/<uuid:row_id>/told/", views.tell_of_erased, name="tell_of_erased"),
    path("keeping/record/<uuid:record_id>/", views.decide_record, name="kept_record"),
]
