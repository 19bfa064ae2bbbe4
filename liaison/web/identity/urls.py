"""Addresses of identity's pages."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from liaison.web.identity import (
    access,
    accounts,
    bell,
    delegating,
    machines,
    usage,
    views,
    welcome,
)

urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("chair/", views.change_chair, name="chair"),
    path("events/", bell.events, name="events"),
    path("events/count/", bell.count, name="events-count"),
    path("events/seen/", bell.seen, name="events-seen"),
    path("delegations/", delegating.delegations, name="delegations"),
    path("delegations/new/", delegating.propose, name="delegation-new"),
    path("delegations/<uuid:delegation_id>/", delegating.decide, name="delegation"),
    path("machines/", machines.machines, name="machines"),
    path("machines/new/", machines.propose, name="machine-new"),
    path("machines/<uuid:machine_id>/", machines.decide, name="machine"),
    path("machines/<uuid:machine_id>/key/", machines.make_key, name="machine-key"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/new/", accounts.ask, name="account-new"),
    path("accounts/requests/<uuid:request_id>/", accounts.again, name="account-again"),
    path("accounts/chairs/<uuid:chair_id>/", accounts.withdraw, name="account-withdraw"),
    path("access/", access.access, name="access"),
    path("access/requests/<uuid:request_id>/", access.decide, name="access-request"),
    path("access/chairs/<uuid:chair_id>/", access.withdraw, name="access-withdraw"),
    path("access/people/<uuid:person_id>/link/", access.link, name="access-link"),
    path("welcome/<str:token>/", welcome.welcome, name="welcome"),
    path("usage/", usage.usage, name="usage"),
    path("bureau/", views.bureau, name="bureau"),
]
