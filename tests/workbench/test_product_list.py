"""Product lists as grocers and wholesalers send them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parchi.domain.money import Money
from parchi.workbench.product_list import ListedProduct, Problem, decode, free_sku, product_key, read_product_list

ITEMS = {"atta": "wheat-flour", "butter": "butter", "soap": "bath-soap", "onion": "onion", "maggi": "instant-noodles"}


def match_item(text: str) -> str | None:
    return next((item for word, item in ITEMS.items() if word in text.lower()), None)


def match_brand(text: str) -> str | None:
    return next((brand for brand in ("Amul", "Aashirvaad", "Lux") if text.lower().startswith(brand.lower())), None)


def read(text: str) -> tuple[list[ListedProduct], list[Problem]]:
    return read_product_list(text.splitlines(), match_item, match_brand)


def test_a_list_with_every_column_is_read() -> None:
    listed, problems = read("Name,Brand,MRP,Price,Pack,Category\nWhole Wheat Atta,aashirvaad,280,265,5 kg,Staples\n")
    product = listed[0].product
    assert problems == []
    assert (product.item, product.brand, product.name, product.pack) == (
        "wheat-flour", "Aashirvaad", "Whole Wheat Atta", "5 kg",
    )  # fmt: skip
    assert (product.mrp, listed[0].price, listed[0].line) == (Money(28000), Money(26500), 2)
    assert product.sku == "aashirvaad-whole-wheat-atta-5kg"


def test_columns_may_come_in_any_order_and_case_under_their_usual_names() -> None:
    listed, problems = read("M.R.P. (Rs.) | COMPANY | Item Description | Net Wt\n60 | Amul | Salted Butter | 100gm\n")
    assert problems == []
    assert [(p.product.name, p.product.brand, p.product.pack, p.product.mrp) for p in listed] == [
        ("Salted Butter", "Amul", "100 g", Money(6000))
    ]


def test_the_pack_may_stand_in_the_name() -> None:
    listed, _ = read("product,mrp\nAmul Butter 500 gm,290\n")
    assert (listed[0].product.name, listed[0].product.pack, listed[0].product.brand) == ("Amul Butter", "500 g", "Amul")


def test_the_unit_may_stand_in_a_column_of_its_own() -> None:
    listed, _ = read("product,size,uom,mrp\nAmul Butter,500,g,290\nOnion,,kg,40\n")
    assert [p.product.pack for p in listed] == ["500 g", "loose kg"]


def test_a_byte_order_mark_and_semicolons_do_no_harm() -> None:
    content = "\ufeffName;MRP;Pack\nAmul Butter;60,50;100 g\n".encode()
    listed, problems = read_product_list(decode(content).splitlines(), match_item)
    assert problems == []
    assert listed[0].product.mrp == Money(6050)


def test_a_file_of_excel_or_old_windows_is_decoded() -> None:
    assert decode("Name,MRP\nकांदा,40\n".encode("utf-16")) == "Name,MRP\nकांदा,40\n"
    assert decode("Café,40".encode("cp1252")) == "Café,40"


def test_a_title_above_the_columns_is_passed_over() -> None:
    listed, problems = read("Sai Traders price list,,\n,,\nName,MRP,Pack\nAmul Butter,60,100 g\n")
    assert (len(listed), problems) == (1, [])
    assert listed[0].line == 4


def test_prices_may_carry_signs_and_commas() -> None:
    listed, _ = read('Name,MRP,Pack\nAmul Butter Tin,"₹ 1,250/-",2 kg\n')
    assert listed[0].product.mrp == Money(125000)


def test_a_price_above_the_mrp_is_named_by_line() -> None:
    listed, problems = read("Name,MRP,Price,Pack\nAmul Butter,60,65,100 g\nAmul Butter,290,285,500 g\n")
    assert [p.product.pack for p in listed] == ["500 g"]
    assert [str(problem) for problem in problems] == ["line 2: the price ₹65 is above the MRP ₹60"]


def test_each_row_that_cannot_be_used_is_named_with_its_reason() -> None:
    listed, problems = read(
        "Name,MRP,Pack,Category\n"
        "Amul Butter,60,100 g,Dairy\n"
        ",60,100 g,Dairy\n"
        "Amul Butter,,500 g,Dairy\n"
        "Amul Butter,abc,500 g,Dairy\n"
        "Amul Butter,290,,Dairy\n"
        "Spanner,90,1 pc,Tools\n"
        "Amul Butter,1,250,100 g,Dairy\n"
        "\n"
        "Lux Soap,36,100 g,Soap\n"
    )
    assert [p.line for p in listed] == [2, 10]
    assert [(problem.line, problem.reason) for problem in problems] == [
        (3, "no name"),
        (4, "no price"),
        (5, "the price 'abc' is not an amount"),
        (6, "no pack size, neither in the name nor in a column of its own"),
        (7, "no item of the catalogue fits 'Spanner' (Tools)"),
        (8, "5 cells instead of 4: a cell with a comma needs quotes"),
    ]


def test_the_category_helps_where_the_name_says_nothing() -> None:
    listed, problems = read("Name,MRP,Pack,Category\nSelect Sharbati,82,1 kg,Atta\n")
    assert problems == []
    assert listed[0].product.item == "wheat-flour"


def test_the_same_product_twice_is_taken_once() -> None:
    listed, problems = read("Name,Brand,MRP,Pack\nAmul Butter,Amul,60,100 g\nBUTTER,amul,60,100gm\n")
    assert len(listed) == 1
    assert [str(problem) for problem in problems] == ["line 3: the same product as line 2"]


def test_a_brand_is_the_same_with_and_without_its_final_s() -> None:
    with_s = product_key("Haldiram's", "Haldiram's Soan Papdi", "200 g")
    assert product_key("Haldiram", "Haldiram Soan Papdi", "200 g") == with_s
    assert product_key("Haldirams", "Soan Papdi", "200 g") == with_s
    assert free_sku("Haldiram's", "Haldiram Soan Papdi", "200 g", set()) == "haldiram-soan-papdi-200g"


def test_two_packs_of_one_product_are_two_products() -> None:
    listed, _ = read("Name,MRP,Pack\nAmul Butter,60,100 g\nAmul Butter,290,500 g\n")
    assert [p.product.sku for p in listed] == ["amul-butter-100g", "amul-butter-500g"]


def test_names_in_devanagari_get_skus_of_their_own() -> None:
    listed, problems = read_product_list(
        ["नाम,एमआरपी,पैक", "कांदा,40,1 kg", "बटाटा,30,1 kg"], lambda text: {"कांदा": "onion", "बटाटा": "potato"}.get(text)
    )
    assert problems == []
    assert len({p.product.sku for p in listed}) == 2
    assert all(p.product.sku.isascii() for p in listed)


def test_a_quote_that_is_never_closed_spoils_its_own_line_only() -> None:
    listed, problems = read('Name,MRP,Pack\n"Amul Butter,60,100 g\nLux Soap,36,100 g\nAtta,60,1 kg\n')
    assert [p.product.item for p in listed] == ["bath-soap", "wheat-flour"]
    assert [problem.line for problem in problems] == [2]


def test_a_quoted_name_may_run_over_two_lines() -> None:
    listed, problems = read('Name,MRP,Pack\n"Amul\nButter",60,100 g\nLux Soap,36,100 g\n')
    assert problems == []
    assert [(p.product.name, p.line) for p in listed] == [("Amul Butter", 2), ("Lux Soap", 4)]


def test_inch_marks_are_no_quotes() -> None:
    listed, problems = read('Name,MRP,Pack\nLux Soap 3" bar,36,100 g\n')
    assert problems == []
    assert listed[0].product.name == 'Lux Soap 3" bar'


def test_a_file_without_column_names_says_so_once() -> None:
    assert read("Amul Butter,60,100 g\nLux Soap,36,100 g\n")[1] == [
        Problem(1, "no line names the columns: a product's name and its MRP or price are needed")
    ]


def test_an_empty_file_says_so() -> None:
    listed, problems = read("")
    assert listed == []
    assert len(problems) == 1


def test_control_and_zero_width_characters_are_dropped_from_names() -> None:
    listed, _ = read("Name,MRP,Pack\nAmul\u200b  Bu\x07tter\x00,60,100 g\n")
    assert listed[0].product.name == "Amul Butter"


@given(st.lists(st.text(max_size=60), max_size=12))
def test_no_file_breaks_the_reading(lines: list[str]) -> None:
    listed, problems = read_product_list(["Name,MRP,Pack", *lines], match_item)
    assert len(listed) + len(problems) <= len(lines)
