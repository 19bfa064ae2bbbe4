"""Names without spaces are parted where a family name may end."""

from liaison.lib.names.scripts import whole_readings


def test_names_without_spaces_are_parted() -> None:
    ways = {
        "김철수": ("김", "철수"),
        "남궁민수": ("남궁", "민수"),
        "이준": ("이", "준"),
        "王小明": ("王", "小明"),
        "欧阳小明": ("欧阳", "小明"),
        "諸葛明": ("諸葛", "明"),
        "山本太郎": ("山本", "太郎"),
        "ジョン・スミス": ("ジョン", "スミス"),
        "约翰·史密斯": ("约翰", "史密斯"),
    }
    assert {name: whole_readings(name)[0] for name in ways} == ways


def test_nothing_is_parted_where_spaces_are_written() -> None:
    assert [whole_readings(name) for name in ("ivanov", "Иванов", "محمد", "王", "김", "")] == [
        ()
    ] * 6
