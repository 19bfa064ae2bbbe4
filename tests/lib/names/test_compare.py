"""Names that may be one and names that may not, across scripts. All people are invented."""

import pytest

from liaison.lib.names.compare import THRESHOLD, compare

ONE_NAME = {
    "the same": ("Ivan Petrov", "Ivan Petrov"),
    "case and order": ("PETROV IVAN", "Ivan Petrov"),
    "marks": ("Jürgen Müller", "Jurgen Muller"),
    "two letters for a mark, as zones write it": ("MUELLER JUERGEN", "Jürgen Müller"),
    "Cyrillic": ("Ivanov Aleksei", "Алексей Иванов"),
    "Cyrillic, another spelling": ("IVANOV ALEXEI", "Алексей Иванов"),
    "a patronymic left out": ("Ivan Petrov", "Иван Сергеевич Петров"),
    "Hangul": ("Kim Min-su", "김민수"),
    "Hangul, given name first, another spelling": ("Minsoo KIM", "김민수"),
    "Hangul, a surname by habit": ("Lee Ji-eun", "이지은"),
    "Hangul, Park": ("PARK DA ON", "박다온"),
    "Hangul with a space": ("Choi Yoon-seo", "최 윤서"),
    "pinyin": ("Wang Xiaoming", "王小明"),
    "pinyin, given name first": ("Xiaoming WANG", "王小明"),
    "pinyin, syllable by syllable": ("WANG XIAO MING", "王小明"),
    "a Cantonese surname": ("Wong Daiwen", "黄黛文"),
    "a surname of two signs": ("Ouyang Mingyue", "欧阳明月"),
    "traditional signs": ("Chen Dawei", "陳大偉"),
    "Arabic, vowels not written": ("Mohammed Al-Hassan", "محمد الحسن"),
    "parts written together": ("Abd al-Rahman Said", "Abdulrahman Said"),
    "an initial": ("J. Smith", "John Smith"),
    "a letter misread": ("Ivanof Aleksei", "Ivanov Aleksei"),
    "kana": ("Sato Hana", "サトウ ハナ"),
    "a Korean surname, Yi": ("Yi Min-su", "Lee Min-su"),
    "a Korean surname, Rhee": ("Rhee Ji-eun", "이지은"),
    "a short form of a given name": ("Bill Harper", "William Harper"),
    "full-width letters": ("ＫＩＭ ＭＩＮＳＵ", "Kim Minsu"),  # noqa: RUF001 - meant
}
OTHER_NAMES = {
    "another given name": ("John Smith", "Jane Smith"),
    "another surname": ("Ivan Petrov", "Ivan Sidorov"),
    "another given name, Hangul": ("Kim Min-su", "김지훈"),
    "another given name, Chinese": ("Wang Xiaoming", "王大卫"),
    "a surname alone": ("Kim", "Kim Minsu"),
    "particles alone": ("Van der Berg", "Van der Linden"),
    "a given name that is another's surname": ("Ivanov Petr", "Petrov Ivan"),
    "short names, one vowel": ("Li Wu", "Lu Wu"),
    "common surnames, one vowel": ("Maria Moran", "Maria Marin"),
    "nothing": ("Wang Xiaoming", "Алексей Иванов"),
}


@pytest.mark.parametrize(("left", "right"), ONE_NAME.values(), ids=ONE_NAME)
def test_one_name(left: str, right: str) -> None:
    """It reaches the threshold, whichever comes first."""
    assert compare(left, right).score >= THRESHOLD
    assert compare(right, left).score == compare(left, right).score


@pytest.mark.parametrize(("left", "right"), OTHER_NAMES.values(), ids=OTHER_NAMES)
def test_other_names(left: str, right: str) -> None:
    """It stays below the threshold."""
    assert not compare(left, right).reaches


def test_a_contradiction_falls_below_an_omission() -> None:
    """People leave names out; they do not carry other ones."""
    omitted = compare("Ivan Petrov", "Ivan Olegovich Petrov")
    against = compare("Ivan Sergeevich Petrov", "Ivan Olegovich Petrov")
    assert against.score < omitted.score


def test_a_romanised_name_scores_below_the_same_letters() -> None:
    """So that equal letters come first in a list."""
    assert (
        compare("Wang Xiaoming", "王小明").score < compare("Wang Xiaoming", "Wang Xiaoming").score
    )


def test_the_reasons_are_those_of_the_reader() -> None:
    """Left is what was given first, also when the work was done the other way round."""
    for first, second in (("Kim Min-su", "김민수"), ("김민수", "Kim Min-su")):
        pairs = {(line.left, line.right) for line in compare(first, second).evidence}
        assert (("kim", "김") if first == "Kim Min-su" else ("김", "kim")) in pairs
