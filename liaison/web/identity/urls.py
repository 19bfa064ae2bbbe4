"""Addresses of identity's pages."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from liaison.web.identity import views

urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("chair/", views.change_chair, name="chair"),
    path("bureau/", views.bureau, name="bureau"),
]
