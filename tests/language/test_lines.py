"""Lines hold what the contract of understanding says, in its arguable cases too."""

from __future__ import annotations

from typing import Any

import pytest

from parchi.domain.reading import Line

Said = tuple[str | None, float | None, str | None]


def short(lines: tuple[Line, ...]) -> list[Said]:
    return [(line.item, line.quantity, line.unit) for line in lines]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 kilo atta aur ek packet Amul doodh bhej do", [("wheat-flour", 2, "kg"), ("milk", 1, "packet")]),
        ("chini 2kg aata 5kg", [("sugar", 2, "kg"), ("wheat-flour", 5, "kg")]),
        ("2kgchini 500gmaloo", [("sugar", 2, "kg"), ("potato", 500, "g")]),
        ("2kilogram chini, 3kgs aata", [("sugar", 2, "kg"), ("wheat-flour", 3, "kg")]),
        ("2kg chini 5kg aata", [("sugar", 2, "kg"), ("wheat-flour", 5, "kg")]),
        ("doodh 2 packet bread 1 anda 6", [("milk", 2, "packet"), ("bread", 1, None), ("eggs", 6, None)]),
        ("ek darjan kele", [("banana", 1, "dozen")]),
        ("bhaiya do nimbu bhi dena", [("lemon", 2, None)]),
        ("thoda adrak daal dena", [("ginger", None, None)]),
        ("2 kg daal dena", [(None, 2, "kg")]),
        ("haan lekin pyaz 2 kilo kar do", [("onion", 2, "kg")]),
        ("-3 kg tamatar", [("tomato", -3, "kg")]),
        ("-3 kg tamatar\n-1 kg pyaz", [("tomato", 3, "kg"), ("onion", 1, "kg")]),
        (
            "paav kilo adrak, ek paav mirch, teen paav tamatar",
            [("ginger", 0.25, "kg"), ("green-chilli", 0.25, "kg"), ("tomato", 0.75, "kg")],
        ),
        ("12 pav aur 1 amul butter", [("pav", 12, None), ("butter", 1, None)]),
        ("phenyl ki botal", [("phenyl", None, "bottle")]),
        ("bada packet namkeen", [("namkeen-mixture", None, "packet")]),
        ("aloo pyaz tamatar ek ek kilo", [("potato", 1, "kg"), ("onion", 1, "kg"), ("tomato", 1, "kg")]),
        ("kaju badam 50-50 gram", [("cashew", 50, "g"), ("almonds", 50, "g")]),
        ("jeera 100 gram aur rai bhi utna hi", [("cumin", 100, "g"), ("mustard-seeds", 100, "g")]),
        ("दही दो पैकेट, पनीर भी उतना ही", [("curd", 2, "packet"), ("paneer", 2, "packet")]),
        ("3 kg rice and the same amount of sugar", [("rice", 3, "kg"), ("sugar", 3, "kg")]),
        ("1. doodh\n2. bread\nsab ek ek", [("milk", 1, None), ("bread", 1, None)]),
        ("1) doodh 2 litre\n2) anda 6", [("milk", 2, "l"), ("eggs", 6, None)]),
        (
            "dahi 2 dabba, sabun 3 tikiya, tel 1 katta",
            [("curd", 2, "box"), ("bath-soap", 3, "piece"), ("cooking-oil", 1, "sack")],
        ),
        ("do laadi pav", [("pav", 2, None)]),
        ("ek peti bisleri, ek peti maggi", [("drinking-water", 1, "carton"), ("instant-noodles", 1, "box")]),
        ("doodh do", [("milk", None, None)]),
        ("do doodh do bread do", [("milk", 2, None), ("bread", 2, None)]),
        ("chawal do kilo do", [("rice", 2, "kg")]),
        ("chini 2 kilo, nahi nahi 3 kilo", [("sugar", 3, "kg")]),
        ("2 kg sugar, sorry 3 kg", [("sugar", 3, "kg")]),
        ("panchmeva nahi, sirf kismis 50 gram", [("raisins", 50, "g")]),
        ("bread ki jagah pav bhej do 8", [("bread", None, None), ("pav", 8, None)]),
        # Two counts behind their things: the third is one too.
        (
            "gajar pav kilo mooli ek shimla mirch aadha kilo tinda do",
            [("carrot", 0.25, "kg"), ("radish", 1, None), ("capsicum", 0.5, "kg"), (None, 2, None)],
        ),
        ("rusk 3 packet aur jam do", [("rusk", 3, "packet"), ("jam", 2, None)]),
        ("aloo 1 kilo, doodh do", [("potato", 1, "kg"), ("milk", None, None)]),
        ("do tin kele", [("banana", 3, None)]),
        ("do tin ghee", [("ghee", 2, "tin")]),
        ("dhai so gram jeera", [("cumin", 250, "g")]),
        ("haldi aur jeera sab pav pav kilo", [("turmeric-powder", 0.25, "kg"), ("cumin", 0.25, "kg")]),
        ("1 kg rava.. no wait, poha, 1 kg", [("poha", 1, "kg")]),
        ("rai pav kilo, nahi nahi sarson pav kilo", [("mustard-seeds", 0.25, "kg")]),
        ("methi thepla 2 packet", [(None, 2, "packet")]),
        ("ek leader doodh", [("milk", 1, "l")]),
        ("three hundred and fifty grams of rava and a bread", [("semolina", 350, "g"), ("bread", 1, None)]),
        ("5 l mustard oil tin x 2, besan 3 kg", [("mustard-oil", 2, "tin"), ("gram-flour", 3, "kg")]),
        ("kal 25 mehmaan aayenge\nrava - 3 kilo\nbesan - 2 kilo", [("semolina", 3, "kg"), ("gram-flour", 2, "kg")]),
        ("ek kilo rava.. nahi ruko do kilo, rai 50 gm", [("semolina", 2, "kg"), ("mustard-seeds", 50, "g")]),
        ("4 limca, 2 kurkure, no wait 6 limca", [("lemon-soda", 6, None), ("puffed-snack", 2, None)]),
        ("apsara eraser 2", [(None, 2, None)]),
        ("bread 1 jam 2 dahi", [("bread", 1, None), ("jam", 2, None), ("curd", None, None)]),
        ("light gayi achanak 😭 6 candle 2 matchbox", [("candle", 6, None), ("matchbox", 2, None)]),
        ("methi 1 gaddi aur methi dana 50 gram", [("fenugreek-leaves", 1, "bunch"), ("fenugreek-seeds", 50, "g")]),
        (
            "haldi 100 gm dhaniya 100 gm jeera 50 gm",
            [("turmeric-powder", 100, "g"), ("coriander-powder", 100, "g"), ("cumin", 50, "g")],
        ),
        ("palak 1 gaddi dhaniya 1 gaddi", [("spinach", 1, "bunch"), ("coriander-leaves", 1, "bunch")]),
        ("kuttu ka atta 250 gram", [(None, 250, "g")]),
        ("maggi x 6, coke*2", [("instant-noodles", 6, None), ("cola", 2, None)]),
        ("2 mggi n 1 coke plz", [("instant-noodles", 2, None), ("cola", 1, None)]),
        ("99999 kilo chini", [("sugar", 99999, "kg")]),
        ("pav bhaji banani hai, 8 pav aur 1 kg aloo", [("pav", 8, None), ("potato", 1, "kg")]),
    ],
)
def test_what_is_asked_for(lines: Any, text: str, expected: list[Said]) -> None:
    assert short(lines(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Everyday words, names and places are no slips of groceries.
        ("hotel ke liye 4 kg pyaz", [("onion", 4, "kg")]),
        ("sunita tai ko 2 doodh de dena", [("milk", 2, None)]),
        ("flat 804 me 6 ande", [("eggs", 6, None)]),
        ("lunch at 1, bring 2 breads", [("bread", 2, None)]),
        ("ganpati ke liye 11 nariyal", [("coconut", 11, None)]),
        # The last word on a thing holds.
        ("3 kilo atta nahi 5 kilo atta", [("wheat-flour", 5, "kg")]),
        ("2 kg maida nahi nahi sooji", [("semolina", 2, "kg")]),
        ("doodh 2, doodh 4 kar do", [("milk", 4, None)]),
        ("ek butter, jam.. jam rehne do", [("butter", 1, None)]),
        ("do kilo dal, dal arhar ki", [("toor-dal", 2, "kg")]),
        # Packs, units and flavours.
        ("noodles 6 pack - 2", [("instant-noodles", 2, "packet")]),
        ("eno 8 ka strip", [("eno", None, "strip")]),
        ("2 pepsi can 4 sprite", [("cola", 2, "can"), ("lemon-soda", 4, None)]),
        ("1 milkmaid tin", [("condensed-milk", 1, "tin")]),
        ("2 cups of curd", [("curd", 2, None)]),
        ("tel alag thaili me dena 1 litre", [("cooking-oil", 1, "l")]),
        ("3 cerelac apple", [("baby-cereal", 3, None)]),
        ("dhai kilo dhai", [("curd", 2.5, "kg")]),
        ("papad wala masala 1", [(None, 1, None)]),
        ("bina namak ka makhan 1", [("butter", 1, None)]),
    ],
)
def test_what_other_people_ask_for(lines: Any, text: str, expected: list[Said]) -> None:
    assert short(lines(text)) == expected


@pytest.mark.parametrize(
    ("text", "quantity", "unit", "pack", "price"),
    [
        ("2 packet 500 gram wale poha", 2, "packet", "500 g", None),
        ("Amul butter 500 g", 500, "g", None, None),
        ("ek Amul butter 100 g", 1, None, "100 g", None),
        ("atta 5 kg ka packet", None, "packet", "5 kg", None),
        ("2 x 1L sunflower oil", 2, None, "1 l", None),
        ("a 10 kg bag of rice", 1, "sack", "10 kg", None),
        ("maggi 4 wala pack 2", 2, "packet", "4 piece", None),
        ("20 rupaye ka dhaniya", None, None, None, 20),
        ("dhaniya 5 ka", None, None, None, 5),
        ("₹30 की हरी इलायची", None, None, None, 30),
        ("das wala lays", None, None, None, 10),
        ("das wala lays do packet", 2, "packet", None, 10),
        ("200 gram wale 3 amul butter", 3, None, "200 g", None),
    ],
)
def test_count_pack_and_price(
    lines: Any, text: str, quantity: float | None, unit: str | None, pack: str | None, price: float | None
) -> None:
    (line,) = lines(text)
    assert (line.quantity, line.unit, line.pack, line.price) == (quantity, unit, pack, price)


def test_words_are_as_written_and_without_amounts(lines: Any) -> None:
    assert [line.words for line in lines("भैया 2 किलो प्याज़, AMUL Butter 100g bhej do")] == ["प्याज़", "AMUL Butter"]


def test_a_word_for_several_items_names_none_but_keeps_them(lines: Any) -> None:
    (line,) = lines("dal 2 kilo")
    assert line.item is None
    assert {"toor-dal", "moong-dal"} <= set(line.candidates)


def test_a_brand_of_all_stands_on_each_line(lines: Any) -> None:
    assert {line.brand for line in lines("haldi 100gm dhania 200gm mirchi 100gm sab everest ka")} == {"Everest"}


def test_two_brands_that_will_both_do_are_none(lines: Any) -> None:
    (line,) = lines("basmati 5 kg daawat ya india gate")
    assert (line.item, line.brand, line.quantity) == ("basmati-rice", None, 5)


def test_how_it_is_wanted_is_a_note(lines: Any) -> None:
    (line,) = lines("chicken 1 kg boneless")
    assert (line.item, line.note) == ("chicken", "boneless")


@pytest.mark.parametrize(
    ("text", "intent", "also", "acts"),
    [
        ("aloo hata do aur pyaz 5 kilo", "add_items", ("remove_items",), [("potato", "remove"), ("onion", "add")]),
        ("2 kg atta, aur chini ka rate?", "add_items", ("ask_price",), [("wheat-flour", "add"), ("sugar", "ask")]),
        (
            "remove onions and add 2 kg potatoes",
            "add_items",
            ("remove_items",),
            [("onion", "remove"), ("potato", "add")],
        ),
        (
            "doodh 2 packet kar do aur bread hata do",
            "change_quantity",
            ("remove_items",),
            [("milk", "change"), ("bread", "remove")],
        ),
        ("pyaz aur tamatar nikal do", "remove_items", (), [("onion", "remove"), ("tomato", "remove")]),
        ("no onions", "remove_items", (), [("onion", "remove")]),
        ("bread ki jagah pav bhej do", "add_items", ("remove_items",), [("bread", "remove"), ("pav", "add")]),
        ("pav instead of bread", "add_items", ("remove_items",), [("pav", "add"), ("bread", "remove")]),
        ("replace the rice with poha", "add_items", ("remove_items",), [("rice", "remove"), ("poha", "add")]),
        ("dahi badal ke paneer kar do", "add_items", ("remove_items",), [("curd", "remove"), ("paneer", "add")]),
        ("दही की जगह गुड़ दे दो", "add_items", ("remove_items",), [("curd", "remove"), ("jaggery", "add")]),
        ("make the eggs 12 instead of 6", "change_quantity", (), [("eggs", "change")]),
        ("change the besan from 4 kg to 2 kg", "change_quantity", (), [("gram-flour", "change")]),
        ("how much for 2 kg prawns and one tray of eggs?", "ask_price", (), [(None, "ask"), ("eggs", "ask")]),
        (
            "I had ordered 2 kg besan but make it 1 kg and add a bread",
            "add_items",
            ("change_quantity",),
            [("gram-flour", "change"), ("bread", "add")],
        ),
        ("what is the price of sugar and rice", "ask_price", (), [("sugar", "ask"), ("rice", "ask")]),
    ],
)
def test_each_line_has_its_act(
    lines: Any, text: str, intent: str, also: tuple[str, ...], acts: list[tuple[str, str]]
) -> None:
    assert [(line.item, line.act) for line in lines(text, intent, also)] == acts


@pytest.mark.parametrize(
    ("text", "words", "quantity", "unit"),
    [("नहीं भैया, ढाई किलो", "", 2.5, "kg"), ("make it 4 packets", "it", 4, "packet"), ("ek aur", "", 1, None)],
)
def test_a_new_quantity_with_nothing_named(
    lines: Any, text: str, words: str, quantity: float, unit: str | None
) -> None:
    (line,) = lines(text, "change_quantity")
    assert (line.item, line.words, line.quantity, line.unit, line.act) == (None, words, quantity, unit, "change")


def test_a_line_of_a_list_is_pointed_at(lines: Any) -> None:
    assert [line.number for line in lines("4 number wala hata do", "remove_items")] == [4]
    assert [line.number for line in lines("item 3 aur 4 nahi hai", "report_missing", (), "shop")] == [3, 4]


def test_choosing_by_number_names_nothing(lines: Any) -> None:
    assert lines("dusra wala", "choose_option") == ()
    assert [line.item for line in lines("sona masoori wala", "choose_option")] == ["rice"]


@pytest.mark.parametrize(
    ("text", "unit", "price"),
    [
        ("chini 45 rupaye kilo", "kg", 45),
        ("maggi 14", None, 14),
        ("Eggs 84 per dozen now", "dozen", 84),
        ("tomato 40/kg", "kg", 40),
    ],
)
def test_a_shop_says_its_price(lines: Any, text: str, unit: str | None, price: float) -> None:
    (line,) = lines(text, "set_price", (), "shop")
    assert (line.quantity, line.unit, line.price, line.act) == (None, unit, price, None)


def test_the_number_of_an_order_is_no_amount(lines: Any) -> None:
    assert short(lines("1042 mein bread aur butter nahi hai", "report_missing", (), "shop")) == [
        ("bread", None, None),
        ("butter", None, None),
    ]


def test_intents_without_things_have_no_lines(lines: Any) -> None:
    assert lines("2 kilo chini", "place_order") == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("panch wali parle g 3 aur das wali 1", [("glucose-biscuits", 3, 5), ("glucose-biscuits", 1, 10)]),
        ("2 panch wale kurkure, ek 20 wala", [("puffed-snack", 2, 5), ("puffed-snack", 1, 20)]),
        ("दस वाला लेज़ चार और बीस वाला दो", [("potato-chips", 4, 10), ("potato-chips", 2, 20)]),
        ("10 wala dhania 2", [("coriander-leaves", 2, 10)]),
    ],
)
def test_another_price_alone_is_the_same_thing_in_another_size(
    lines: Any, text: str, wanted: list[tuple[str, float, float]]
) -> None:
    assert [(line.item, line.quantity, line.price) for line in lines(text)] == wanted
