"""A merge keeps what was translated, marks what was changed, drops what is gone."""

from hypothesis import given
from hypothesis import strategies as st

from tools.messages import catalogues
from tools.messages.catalogues import Said
from tools.messages.texts import LANGUAGES, Text

OLD = Text("", "The desk answers the request.")
NEW = Text("", "The desk answers a request.")
OTHER = Text("", "Sign out")


def test_what_was_translated_stays() -> None:
    said = {OLD.key: Said(OLD, ("Le bureau répond à la demande.",))}
    assert catalogues.merge({OLD.key: OLD}, said, "fr") == said


def test_what_was_changed_is_fuzzy_and_says_what_it_was() -> None:
    said = {OLD.key: Said(OLD, ("Le bureau répond à la demande.",))}
    merged = catalogues.merge({NEW.key: NEW}, said, "fr")
    assert merged == {
        NEW.key: Said(NEW, ("Le bureau répond à la demande.",), fuzzy=True, before=OLD.id)
    }


def test_what_is_gone_is_dropped_and_what_is_new_is_open() -> None:
    said = {OLD.key: Said(OLD, ("Le bureau répond à la demande.",))}
    merged = catalogues.merge({OTHER.key: OTHER}, said, "fr")
    assert merged == {OTHER.key: Said(OTHER, ("",))}
    assert merged[OTHER.key].missing


def test_a_text_that_gets_a_plural_must_be_said_anew() -> None:
    one = Text("", "%(n)d letter")
    many = Text("", "%(n)d letter", "%(n)d letters")
    merged = catalogues.merge({many.key: many}, {one.key: Said(one, ("%(n)d 封信",))}, "ar")
    assert merged[many.key].fuzzy
    assert len(merged[many.key].forms) == 6


def test_what_is_fuzzy_is_not_compiled_into_pages() -> None:
    """Readers see English rather than a sentence that was said of something else."""
    drawn = catalogues.draw([Said(NEW, ("Autre chose.",), fuzzy=True, before=OLD.id)], "fr")
    assert b"#, fuzzy" in drawn
    assert b"#| msgid" in drawn
    assert catalogues.parse(drawn, "fr")[NEW.key].fuzzy


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)


@given(st.sampled_from(LANGUAGES), st.dictionaries(TEXTS, TEXTS, max_size=8))
def test_a_catalogue_reads_as_it_was_written(language: str, words: dict[str, str]) -> None:
    said = {("", one): Said(Text("", one), (form,)) for one, form in words.items()}
    assert catalogues.parse(catalogues.draw(said.values(), language), language) == said
