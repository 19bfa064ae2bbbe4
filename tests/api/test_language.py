"""Systems read English, whatever the last person in the same thread read."""

import pytest
from django.test import Client
from django.utils import translation


@pytest.mark.django_db
def test_the_api_answers_in_english_after_a_page_in_arabic() -> None:
    with translation.override("ar"):
        answer = Client().get("/api/v1/nowhere", headers={"Accept-Language": "ar"})
        assert translation.get_language() == "ar"
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["title"].isascii()
