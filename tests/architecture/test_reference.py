"""The generated pages of docs/reference say what the code says."""

import pytest

from tools import reference


@pytest.mark.parametrize("page", reference.PAGES)
def test_the_page_is_what_the_code_says(page: str) -> None:
    """`python -m tools.reference` writes it anew."""
    assert reference.written(page) == reference.PAGES[page]()
