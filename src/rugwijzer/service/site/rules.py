"""Being built."""

from django.http import HttpRequest, HttpResponse


def contents(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


def page(request: HttpRequest, page: str) -> HttpResponse:
    return HttpResponse("")
