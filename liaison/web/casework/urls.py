"""Addresses of casework's pages."""

from django.urls import path

from liaison.web.casework import asking_views, case_views, desk_views, request_views, shift_views

urlpatterns = [
    path("desk/", desk_views.desk, name="desk"),
    path("desk/shift/", shift_views.shift, name="shift"),
    path("desk/clocks/", desk_views.clocks, name="clocks"),
    path("find/", desk_views.find, name="find"),
    path("requests/", desk_views.requests, name="requests"),
    path("requests/new/", asking_views.ask, name="ask"),
    path("requests/<uuid:request_id>/", request_views.request_page, name="request"),
    path("requests/<uuid:request_id>/approval/", request_views.approval, name="request-approval"),
    path("requests/<uuid:request_id>/change/", asking_views.change, name="change"),
    path("transfers/", shift_views.transfers, name="transfers"),
    path("cases/", case_views.cases, name="cases"),
    path("cases/<uuid:case_id>/", case_views.case, name="case"),
    path("statistics/", shift_views.statistics, name="statistics"),
]
