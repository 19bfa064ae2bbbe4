"""Addresses of records' pages."""

from django.urls import path

from liaison.files.states import Rendition
from liaison.web.records import deciding, views, writing

urlpatterns = [
    path("", views.records, name="records"),
    path("corrections/", deciding.corrections, name="corrections"),
    path("corrections/<uuid:correction_id>/", deciding.decide, name="correction-decide"),
    path("new/<str:kind>/", writing.new, name="record-new"),
    path("<uuid:document_id>/", views.record, name="record"),
    path(
        "<uuid:document_id>/photographs/<uuid:file_id>/",
        views.photograph,
        {"rendition": Rendition.PICTURE.value},
        name="record-photograph",
    ),
    path(
        "<uuid:document_id>/photographs/<uuid:file_id>/thumbnail/",
        views.photograph,
        {"rendition": Rendition.THUMBNAIL.value},
        name="record-thumbnail",
    ),
    path("<uuid:document_id>/change/", writing.change, name="record-change"),
    path("<uuid:document_id>/withdraw/", views.withdraw, name="record-withdraw"),
    path("<uuid:document_id>/restrict/", views.restrict, name="record-restrict"),
    path("<uuid:document_id>/keep/", views.keep, name="record-keep"),
    path("<uuid:document_id>/annotate/", views.annotate, name="record-annotate"),
    path("<uuid:document_id>/correct/", views.correct, name="record-correct"),
]
