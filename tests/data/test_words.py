"""The words of the shop: every item has what people call it, and no word means more than somebody decided."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from functools import lru_cache
from pathlib import Path

import pytest

from parchi.domain.naming import brand_key
from parchi.language.spelling import spelling_key
from parchi.language.tokens import WORD, tokenise

SHOP = Path(__file__).parents[2] / "data" / "shop"
LANGUAGES = ("en", "hi", "hi-Latn")
DEVANAGARI = re.compile(r"[\u0900-\u097f]")
WRITTEN_HINDI = re.compile(r"[\u0900-\u097f0-9]+(?:[ -][\u0900-\u097f0-9]+)*")
WRITTEN_LATIN = re.compile(r"[a-z0-9][a-z0-9 '&.-]*")

# The things on nine of ten Mumbai grocery lists: the daily milk, bread and vegetables, the monthly staples,
# and the soaps and cleaners of the household.
COMMON_ITEMS = """
    wheat-flour refined-flour gram-flour semolina rice basmati-rice poha puffed-rice sago vermicelli sugar jaggery
    salt rock-salt soya-chunks papad toor-dal moong-dal chana-dal urad-dal masoor-dal whole-moong kabuli-chana
    black-chana rajma lobia mustard-oil sunflower-oil groundnut-oil soybean-oil cooking-oil ghee turmeric-powder
    chilli-powder coriander-powder cumin mustard-seeds fenugreek-seeds fennel carom-seeds black-pepper cardamom
    cloves cinnamon asafoetida garam-masala chaat-masala kasuri-methi tamarind dry-red-chilli milk curd buttermilk
    paneer butter cheese cream ice-cream eggs chicken mutton fish potato onion tomato ginger garlic green-chilli
    coriander-leaves mint-leaves curry-leaves spinach fenugreek-leaves cauliflower cabbage okra brinjal bottle-gourd
    bitter-gourd carrot radish beetroot green-peas french-beans capsicum cucumber drumstick sweet-corn spring-onion
    lemon coconut banana apple orange sweet-lime mango grapes papaya watermelon pomegranate almonds cashew raisins
    dates peanuts tea coffee cola lemon-soda mango-drink fruit-juice drinking-water malt-drink instant-noodles oats
    tomato-ketchup jam honey pickle bread pav rusk glucose-biscuits marie-biscuits cream-biscuits salty-biscuits
    potato-chips bhujia namkeen-mixture chocolate bath-soap hand-wash shampoo hair-oil coconut-oil toothpaste
    toothbrush razor sanitary-pads detergent-powder detergent-bar dishwash-bar dishwash-liquid scrubber
    floor-cleaner phenyl toilet-cleaner mosquito-coil mosquito-refill broom garbage-bags matchbox battery bulb
    baby-diapers incense-sticks camphor notebook pen
"""

DALS = "toor-dal moong-dal chana-dal urad-dal masoor-dal"
CHICKPEAS = "chana-dal kabuli-chana black-chana roasted-chana"
MASALAS = "garam-masala chaat-masala sambar-masala chhole-masala pav-bhaji-masala meat-masala kitchen-king-masala"
BISCUITS = "glucose-biscuits marie-biscuits cream-biscuits salty-biscuits digestive-biscuits cookies"
FIZZY_DRINKS = "cola lemon-soda orange-drink"

# Words that truly name several items. A new one belongs here only when people themselves would have to ask.
AMBIGUOUS = {
    DALS: "dal; daal; dhal; lentil; lentils; pulses; दाल; डाल; डाळ",
    CHICKPEAS: "chana; chanaa; chane; channa; चना; चने; चणा",
    "dried-peas green-peas": "vatana; vatane; watana; watane; वटाणा; वाटाणा; वाटाणे",
    "chilli-powder green-chilli": "chili; chilli; chillies; mirach; mirch; mirchee; mirchi; मिर्च; मिर्ची",
    "coriander-leaves coriander-powder": "coriander; dhana; dhania; dhaniya; dhanya; dhniya; धनिया",
    MASALAS: "masaala; masala; masalas; masale; msala; spice; spices; मसाला; मसाले",
    BISCUITS: (
        "biscit; biscket; biscoot; biscuit; biscuit ka packet; biscuit packet; biscuits; biscut; biscuts; bisket;"
        " biskit; biskuit; biskut; bisqit; बिस्किट; बिस्कीट; बिस्कुट"
    ),
    FIZZY_DRINKS: (
        "cold drink; cold drinks; colddrink; coldring; coldrink; kold drink; soft drink; soft drinks; thanda bottle;"
        " कोल्ड ड्रिंक; कोल्डड्रिंक; सॉफ्ट ड्रिंक"
    ),
    "talcum-powder detergent-powder": "pauder; pawder; powder; पाउडर; पावडर",
    "liquid-detergent dishwash-liquid": "likvid; likwid; liquid; लिक्विड",
    "dishwash-bar dishwash-liquid": "dishwash; डिशवॉश",
    "deodorant insect-spray": "spray; स्प्रे",
    "tea adhesive-bandage": "patti",
}

# Brands whose name has become the name of the thing.
BRANDS_THAT_ARE_ITEM_WORDS = {"eno", "eeno", "ino", "enno", "ईनो", "इनो", "कुरकुरे"}

SAID_ALONE = {
    "sabun": "bath-soap",
    "साबुन": "bath-soap",
    "sev": "bhujia",
    "सेव": "bhujia",
    "refined": "cooking-oil",
    "oil": "cooking-oil",
    "tel": "cooking-oil",
    "तेल": "cooking-oil",
    "methi": "fenugreek-leaves",
    "मेथी": "fenugreek-leaves",
    "methi dana": "fenugreek-seeds",
    "मेथी दाना": "fenugreek-seeds",
    "kanda": "onion",
    "कांदा": "onion",
    "batata": "potato",
    "बटाटा": "potato",
    "kothimbir": "coriander-leaves",
    "limbu": "lemon",
    "lasun": "garlic",
    "dudhi": "bottle-gourd",
    "bhendi": "okra",
    "vangi": "brinjal",
    "kolam": "rice",
    "indrayani": "rice",
    "arhar": "toor-dal",
    "tuvar": "toor-dal",
    "rajma chitra": "rajma",
    "shakkar": "sugar",
    "lal mirch": "chilli-powder",
    "sabut lal mirch": "dry-red-chilli",
    "bartan wala sabun": "dishwash-bar",
    "kapde wala sabun": "detergent-bar",
    "machhar agarbatti": "mosquito-coil",
    "phool jhadu": "broom",
    "rui ki batti": "cotton-wicks",
}

BRANDS_SAID_ALONE = {
    "maggi": ("Maggi", "instant-noodles"),
    "colgate": ("Colgate", "toothpaste"),
    "surf": ("Surf Excel", "detergent-powder"),
    "lux": ("Lux", "bath-soap"),
    "parle g": ("Parle-G", "glucose-biscuits"),
    "पारले जी": ("Parle-G", "glucose-biscuits"),
    "coke": ("Coca-Cola", "cola"),
    "bisleri": ("Bisleri", "drinking-water"),
    "harpic": ("Harpic", "toilet-cleaner"),
    "eno": ("Eno", "eno"),
    "good day": ("Good Day", "cookies"),
    "britannia good day": ("Britannia", "cookies"),
    "amul gold": ("Amul", "milk"),
    "tata salt": ("Tata", "salt"),
    "dairy milk": ("Dairy Milk", "chocolate"),
    "cadbury dairy milk": ("Cadbury", "chocolate"),
    "vim bar": ("Vim", "dishwash-bar"),
    "kachua chhap": ("Kachua Chhap", "mosquito-coil"),
    "dabur amla": ("Dabur", "hair-oil"),
}

MAKERS_OF_MANY_THINGS = [
    *("amul", "tata", "vim", "britannia", "haldiram", "dabur", "patanjali", "everest"),
    *("mdh", "fortune", "nestle", "dove", "himalaya", "godrej", "parle", "dettol"),
]


@lru_cache
def rows_of(name: str) -> list[dict[str, str]]:
    with (SHOP / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@lru_cache
def items_by_word() -> dict[str, list[str]]:
    items: dict[str, list[str]] = defaultdict(list)
    for row in rows_of("words.csv"):
        items[row["word"]].append(row["item"])
    return items


@lru_cache
def brands_by_word() -> dict[str, tuple[str, str]]:
    return {row["word"]: (row["brand"], row["item"]) for row in rows_of("brands.csv")}


def reviewed() -> dict[str, set[str]]:
    return {word.strip(): set(items.split()) for items, words in AMBIGUOUS.items() for word in words.split(";")}


def as_heard(word: str) -> tuple[str, ...]:
    return tuple(spelling_key(token.text) if token.kind == WORD else token.text for token in tokenise(word))


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("items.csv", ["item", "english", "hindi", "category", "measure"]),
        ("words.csv", ["item", "language", "word"]),
        ("brands.csv", ["brand", "item", "language", "word"]),
    ],
)
def test_tables_are_well_formed(name: str, columns: list[str]) -> None:
    with (SHOP / name).open(encoding="utf-8", newline="") as file:
        head, *rows = list(csv.reader(file, strict=True))
    assert head == columns
    assert [row for row in rows if len(row) != len(columns)] == []
    assert [row for row in rows if any(cell != cell.strip() for cell in row)] == []


@pytest.mark.parametrize("name", ["items.csv", "words.csv", "brands.csv"])
def test_text_is_composed_and_has_no_invisible_letters(name: str) -> None:
    text = (SHOP / name).read_text(encoding="utf-8")
    assert unicodedata.normalize("NFC", text) == text
    assert {f"U+{ord(c):04X}" for c in text if unicodedata.category(c) in ("Cf", "Cc", "Co", "Zs")} <= {
        "U+000A",
        "U+0020",
    }


@pytest.mark.parametrize("name", ["words.csv", "brands.csv"])
def test_words_are_in_the_script_of_their_language(name: str) -> None:
    wrong = [
        row["word"]
        for row in rows_of(name)
        if not (WRITTEN_HINDI if row["language"] == "hi" else WRITTEN_LATIN).fullmatch(row["word"])
    ]
    assert wrong == []
    assert {row["language"] for row in rows_of(name)} == set(LANGUAGES)


def test_every_item_has_words_in_three_languages() -> None:
    said = {(row["item"], row["language"]) for row in rows_of("words.csv")}
    items = [row["item"] for row in rows_of("items.csv")]
    assert [(item, language) for item in items for language in LANGUAGES if (item, language) not in said] == []


def test_words_and_brands_name_items_of_the_shop() -> None:
    items = {row["item"] for row in rows_of("items.csv")}
    assert {row["item"] for row in rows_of("words.csv")} == items
    assert {row["item"] for row in rows_of("brands.csv")} - items - {""} == set()


def test_names_of_the_items_are_words_for_them() -> None:
    missing = [
        (row["item"], name)
        for row in rows_of("items.csv")
        for name in (row["english"].lower(), row["hindi"])
        if row["item"] not in items_by_word()[name]
    ]
    assert missing == []


def test_romanised_spellings_are_three_for_common_items_and_two_for_the_rest() -> None:
    items = {row["item"] for row in rows_of("items.csv")}
    common = COMMON_ITEMS.split()
    assert len(common) == len(set(common)) >= 150
    assert set(common) <= items
    spellings = Counter(row["item"] for row in rows_of("words.csv") if row["language"] == "hi-Latn")
    wanted = {item: 3 if item in common else 2 for item in items}
    assert {item: spellings[item] for item in items if spellings[item] < wanted[item]} == {}


def test_no_word_stands_twice_for_an_item() -> None:
    count = Counter((row["item"], row["word"]) for row in rows_of("words.csv"))
    assert [pair for pair, times in count.items() if times > 1] == []


def test_words_with_several_items_are_the_reviewed_ones() -> None:
    ambiguous = {word: set(items) for word, items in items_by_word().items() if len(items) > 1}
    assert ambiguous == reviewed()


def test_words_of_different_items_do_not_sound_alike() -> None:
    heard: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for word, items in items_by_word().items():
        heard[as_heard(word)].update(items)
    decided = {as_heard(word): items for word, items in reviewed().items()}
    assert {key: items for key, items in heard.items() if len(items) > 1 and decided.get(key) != items} == {}


@pytest.mark.parametrize(("word", "item"), SAID_ALONE.items())
def test_word_said_alone_means_what_most_people_mean(word: str, item: str) -> None:
    assert items_by_word()[word] == [item]


def test_no_brand_word_stands_twice() -> None:
    count = Counter(row["word"] for row in rows_of("brands.csv"))
    assert [word for word, times in count.items() if times > 1] == []


def test_brand_words_are_no_item_words_unless_reviewed() -> None:
    assert set(brands_by_word()) & set(items_by_word()) == BRANDS_THAT_ARE_ITEM_WORDS


def test_brand_has_one_printed_spelling() -> None:
    printed: dict[str, set[str]] = defaultdict(set)
    for row in rows_of("brands.csv"):
        printed[brand_key(row["brand"])].add(row["brand"])
    assert len(printed) >= 350
    assert {key: brands for key, brands in printed.items() if len(brands) > 1} == {}


def test_brands_of_products_are_spelt_as_customers_are_heard() -> None:
    known = {row["brand"] for row in rows_of("brands.csv")}
    assert {row["brand"] for row in rows_of("products.csv")} - known - {""} == set()


@pytest.mark.parametrize(("word", "meant"), BRANDS_SAID_ALONE.items())
def test_brand_said_alone_means_its_best_known_thing(word: str, meant: tuple[str, str]) -> None:
    assert brands_by_word()[word] == meant


@pytest.mark.parametrize("word", MAKERS_OF_MANY_THINGS)
def test_maker_of_many_things_said_alone_means_no_item(word: str) -> None:
    assert brands_by_word()[word][1] == ""
