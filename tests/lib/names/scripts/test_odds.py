"""True pairs are likelier than chance, and likelier than their neighbours."""

import pytest

from liaison.lib.names.scripts import odds

# word, its Latin form, the Latin form of a name nearby
TRIPLES = (
    ("محمد", "mohammed", "hamid"),
    ("خديجة", "khadija", "khalid"),
    ("شهرزاد", "shahrzad", "shahin"),
    ("חיים", "chaim", "hana"),
    ("יוסף", "yosef", "asaf"),
    ("철수", "cheolsu", "seoyeon"),
    ("영희", "younghee", "yongho"),
    ("スミス", "smith", "sims"),
    ("ヴァーグナー", "wagner", "varga"),
    ("史密斯", "smith", "simms"),
    ("约翰", "john", "joan"),
    ("山本", "yamamoto", "yamada"),
    ("太郎", "taro", "jiro"),
    ("小明", "xiaoming", "xiaohong"),
    ("Александр", "alexander", "alexei"),
    ("Γεώργιος", "georgios", "gregoris"),
    ("विजय", "vijay", "ajay"),
)


@pytest.mark.parametrize(("native", "latin", "near"), TRIPLES)
def test_a_true_pair_beats_chance_and_its_neighbour(native: str, latin: str, near: str) -> None:
    assert odds(native, latin) > 2
    assert odds(native, latin) > odds(native, near) + 1
    assert odds(native, "quetzalcoatl") < 0


def test_nothing_is_said_where_nothing_is_known() -> None:
    assert [odds(*pair) for pair in (("", "a"), ("محمد", ""), ("123", "abc"), ("ᚠᚢ", "12"))] == [
        0.0
    ] * 4
