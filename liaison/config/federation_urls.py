"""The URLs of the federation listener."""

from django.urls import include, path

urlpatterns = [path("", include("liaison.api.federation.urls"))]
<<<<<<< HEAD
# no page of the staff site, not even the one for what is not there
handler500 = "liaison.api.federation.views.broken"
=======
# no page of the staff site, not even those for what is not there, cannot be read or went wrong
handler400 = "liaison.api.federation.views.unreadable"
>>>>>>> 287be09 (web, api: Every answer of every door carries its headers; our files are for no other site.)
handler404 = "liaison.api.federation.views.nowhere"
handler500 = "liaison.api.federation.views.failed"
