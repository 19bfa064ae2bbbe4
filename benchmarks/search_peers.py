"""Peers of the search engine: the same people and questions, candidates alone."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import tantivy
from rapidfuzz import fuzz, process

from benchmarks import people
from liaison.lib.finding import days

Finder = Callable[[str, str], Sequence[int]]
MOST: Final = 60
_GRAMS: Final = 3
_HEAP: Final = 256_000_000


def _year(birth: str) -> int:
    return int(birth[:4]) if birth else 0


def of_tantivy(count: int, size: int) -> Finder:
    """Return tantivy with three-letter grams of all names, any of which may match."""
    grams = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(_GRAMS, _GRAMS)).build()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("names", tokenizer_name="grams", index_option="freq")
    builder.add_integer_field("year", indexed=True, fast=True)
    builder.add_integer_field("number", stored=True)
    index = tantivy.Index(builder.build())
    index.register_tokenizer("grams", grams)
    writer = index.writer(_HEAP, 1)
    for number in range(count):
        one = people.person(number, size)
        writer.add_document(
            tantivy.Document(names=" ".join(one.names), year=_year(one.birth), number=number)
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
        year = _year(birth)
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


def of_brute_force(count: int, size: int) -> Finder:
    """Return rapidfuzz over the first name of everybody born near the year."""
    every = [people.person(number, size) for number in range(count)]
    names = [one.names[0] for one in every]
    years = np.array([_year(one.birth) for one in every])

    def find(name: str, birth: str) -> Sequence[int]:
        if not birth:
            found = process.extract(name, names, scorer=fuzz.token_sort_ratio, limit=MOST)
            return [place for _, _, place in found]
        near = np.flatnonzero((years == days.UNKNOWN) | (abs(years - _year(birth)) <= 1)).tolist()
        some = {place: names[place] for place in near}
        found = process.extract(name, some, scorer=fuzz.token_sort_ratio, limit=MOST)
        return [place for _, _, place in found]

    return find
