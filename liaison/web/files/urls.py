"""Addresses of files' pages."""

from django.urls import path

from liaison.files.states import Rendition
from liaison.web.files import views

urlpatterns = [
    path("", views.files, name="files"),
    path("add/", views.add, name="file-add"),
    path("list/", views.chosen, name="files-list"),
    path("some/", views.some, name="files-some"),
    path("<uuid:file_id>/", views.download, name="file"),
    path(
        "<uuid:file_id>/picture/",
        views.picture,
        {"rendition": Rendition.PICTURE.value},
        name="file-picture",
    ),
    path(
        "<uuid:file_id>/thumbnail/",
        views.picture,
        {"rendition": Rendition.THUMBNAIL.value},
        name="file-thumbnail",
    ),
    path("<uuid:file_id>/remove/", views.remove, name="file-remove"),
]
