"""The view, its addresses, and the two ways to serve it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django_site.models import Entry


def page(request):
    rows = Entry.objects.filter(couple=request.session["couple"]).order_by("-id")[:20]
    return render(request, "page.html", {"name": "Ana", "rows": rows})


def up(request):
    return HttpResponse("up")


urlpatterns = [path("", page), path("up", up)]
