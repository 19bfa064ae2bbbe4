"""Peers of the search engine: the same people and questions, their candidates."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import tantivy
from rapidfuzz import fuzz, process

from benchmarks.people import Invented
from benchmarks.search_scoring import Finder

MOST: Final = 60
_GRAMS: Final = 3
_HEAP: Final = 256_000_000


def year_of(birth: str) -> int:
    """Return the year of a date; 0 for none."""
    return int(birth[:4]) if birth else 0


def of_tantivy(everybody: Sequence[Invented]) -> Finder:
    """Return tantivy with three-letter grams of all names, any of which may match."""
    grams = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(_GRAMS, _GRAMS)).build()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("names", tokenizer_name="grams", index_option="freq")
    builder.add_integer_field("year", indexed=True, fast=True)
    builder.add_integer_field("number", stored=True)
    index = tantivy.Index(builder.build())
    index.register_tokenizer("grams", grams)
    writer = index.writer(_HEAP, 1)
    for number, one in enumerate(everybody):
        writer.add_document(
            tantivy.Document(names=" ".join(one.names), year=year_of(one.birth), number=number)
        )
    writer.commit()
    index.reload()
    searcher, schema = index.searcher(), index.schema

    def query(name: str, birth: str) -> tantivy.Query:
        words = {name[at : at + _GRAMS] for at in range(len(name) - _GRAMS + 1)}
        terms = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "names", one))
            for one in sorted(words)
        ]
        some = tantivy.Query.boolean_query(terms)
        if not birth:
            return some
        year = year_of(birth)
        near = [
            (tantivy.Occur.Should, tantivy.Query.range_query(
                schema, "year", tantivy.FieldType.Integer, low, high
            ))
            for low, high in ((0, 0), (year - 1, year + 1))
        ]  # fmt: skip
        born = tantivy.Query.boolean_query(near)
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, some), (tantivy.Occur.Must, born)]
        )

    def find(name: str, birth: str) -> Sequence[int]:
        hits = searcher.search(query(name, birth), MOST).hits
        return [searcher.doc(address)["number"][0] for _, address in hits]

    return find


def of_brute_force(everybody: Sequence[Invented], *, near: bool) -> Finder:
    """Return rapidfuzz over the first name of everybody.

    Args:
        everybody: the people.
        near: whether only those born near the year are looked at.
    """
    names = [one.names[0] for one in everybody]
    years = np.array([year_of(one.birth) for one in everybody])

    def find(name: str, birth: str) -> Sequence[int]:
        some: Sequence[str] | Mapping[int, str] = names
        if near and birth:
            born = np.flatnonzero((years == 0) | (abs(years - year_of(birth)) <= 1))
            some = {place: names[place] for place in born.tolist()}
        found = process.extract(name, some, scorer=fuzz.token_sort_ratio, limit=MOST)
        return [int(place) for _, _, place in found]

    return find
