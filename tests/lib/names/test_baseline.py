"""A few hundred pairs of invented names in eleven scripts: what was reached is not lost again."""

from itertools import product

import pytest

from liaison.lib.names.compare import THRESHOLD, compare

# family and given names, each as it is usually written in Latin letters and in its own script
PARTS = {
    "cyrillic": (("Petrov", "Петров"), ("Sidorenko", "Сидоренко"), ("Maksimova", "Максимова"),
                 ("Aleksei", "Алексей"), ("Tatyana", "Татьяна"), ("Grigory", "Григорий")),
    "greek": (("Papadopoulos", "Παπαδόπουλος"), ("Nikolaidis", "Νικολαΐδης"),
              ("Vlachos", "Βλάχος"),
              ("Georgios", "Γεώργιος"), ("Dimitra", "Δήμητρα"), ("Stavros", "Σταύρος")),
    "arabic": (("Hassan", "حسن"), ("Al-Tikriti", "التكريتي"), ("Mansour", "منصور"),
               ("Khalid", "خالد"), ("Fatima", "فاطمة"), ("Yusuf", "يوسف")),
    "hebrew": (("Rosenberg", "רוזנברג"), ("Mizrahi", "מזרחי"), ("Shapira", "שפירא"),
               ("Yaakov", "יעקב"), ("Tamar", "תמר"), ("Binyamin", "בנימין")),
    "devanagari": (("Sharma", "शर्मा"), ("Deshpande", "देशपांडे"), ("Mukherjee", "मुखर्जी"),
                   ("Rajesh", "राजेश"), ("Sunita", "सुनीता"), ("Vikram", "विक्रम")),
    "kana": (("Tanaka", "タナカ"), ("Kobayashi", "コバヤシ"), ("Matsumoto", "マツモト"),
             ("Hiroshi", "ヒロシ"), ("Yumiko", "ユミコ"), ("Takeshi", "タケシ")),
    "hangul": (("Kim", "김"), ("Park", "박"), ("Choi", "최"),
               ("Min-su", "민수"), ("Ji-hye", "지혜"), ("Dong-wook", "동욱")),
    "han": (("Wang", "王"), ("Zhao", "赵"), ("Liu", "刘"),
            ("Xiaoming", "小明"), ("Guoqiang", "国强"), ("Lihua", "丽华")),
    "german": (("Mueller", "Müller"), ("Schroeder", "Schröder"), ("Weissmann", "Weißmann"),
               ("Juergen", "Jürgen"), ("Friederike", "Friederike"), ("Soeren", "Sören")),
    "spanish": (("Nunez", "Núñez"), ("Quintanilla", "Quintanilla"), ("Echeverria", "Echeverría"),
                ("Sebastian", "Sebastián"), ("Guadalupe", "Guadalupe"), ("Joaquin", "Joaquín")),
    "vietnamese": (("Nguyen", "Nguyễn"), ("Truong", "Trương"), ("Dang", "Đặng"),
                   ("Thi Huong", "Thị Hương"), ("Quoc Bao", "Quốc Bảo"), ("Van Duc", "Văn Đức")),
}  # fmt: skip
LEAST_RIGHT = 0.95  # of true pairs that reach the threshold
MOST_WRONG = 0.05  # of false pairs that do
# there a given name of two syllables still outweighs another surname
KNOWN_WRONG = {"han": 0.17, "vietnamese": 0.17}


@pytest.mark.parametrize("script", PARTS)
def test_what_was_reached_stands(script: str) -> None:
    """Nine people of each script, either order; each beside those who share one word or none."""
    parts = PARTS[script]
    people = list(product(parts[:3], parts[3:]))
    gap = "" if script in {"han", "hangul"} else " "
    right: list[tuple[float, str, str]] = []
    wrong: list[tuple[float, str, str]] = []
    for (family, given), (other, name) in product(people, people):
        native = other[1] + gap + name[1]
        for latin in (f"{family[0]} {given[0]}", f"{given[0]} {family[0].upper()}"):
            same = (family, given) == (other, name)
            (right if same else wrong).append((compare(latin, native).score, latin, native))
    found = [score >= THRESHOLD for score, _, _ in right]
    alarms = [pair for pair in wrong if pair[0] >= THRESHOLD]
    assert sum(found) >= LEAST_RIGHT * len(found), [pair for pair in right if pair[0] < THRESHOLD]
    assert len(alarms) <= KNOWN_WRONG.get(script, MOST_WRONG) * len(wrong), alarms
