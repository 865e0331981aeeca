"""`parchi check` finds each kind of fault where it was planted, and says how to mend it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from parchi.cli import app
from parchi.language.language_id import LanguageGuide
from parchi.language.lexicon import Lexicon
from parchi.workbench.checking import rules
from parchi.workbench.checking.check import check
from parchi.workbench.checking.finding import Finding, Weight

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "data/shop"
SMALL = {
    "domain.yml": """
version: "3.1"
intents:
  - greet
  - help
actions:
  - action_greet
  - action_help
""",
    "actions/talk.py": 'Greet = shop_action("greet")\nHelp = shop_action("help")\nHELLO = say("utter_hello")\n',
    "data/rules/talk.yml": """
rules:
  - rule: greet
    steps:
      - intent: greet
      - action: action_greet
  - rule: help
    steps:
      - intent: help
      - action: action_help
""",
    "data/responses/talk.yml": """
responses:
  utter_hello:
  - text: "Hello {name}, what would you like?"
  - text: "नमस्ते {name}, क्या चाहिए?"
    condition: [{type: slot, name: language, value: hi}]
  - text: "Namaste {name}, kya chahiye?"
    condition: [{type: slot, name: language, value: hi-Latn}]
""",
    "data/shop/items.csv": "item,english,hindi,category,measure\nonion,Onion,प्याज़,vegetables,weight\n"
    "potato,Potato,आलू,vegetables,weight\n",
    "data/shop/words.csv": "item,language,word\nonion,en,onion\nonion,hi-Latn,pyaz\npotato,hi-Latn,aloo\n",
    "data/shop/brands.csv": "brand,item,language,word\n",
    "tests/nlu/development.jsonl": '{"text": "good evening to the whole family", "intent": "greet"}\n',
    "tests/fixtures/shop/kiranas.csv": "kirana,name\nsai,Sai Kirana Stores\n",
    "tests/stories/talk.yml": "- story: hello\n  turns:\n  - customer: hello\n",
    "data/lexicon/en/said.csv": "kind,of,words\nhour,,{clock}\npart,12,am\npart,24,pm\n",
    "data/lexicon/hi-Latn/said.csv": "kind,of,words\nhour,,{clock} baje\npart,24,raat\n",
    "data/lexicon/wishes.csv": "wish,question,longest,means\nrefund,complaint,,the money back\n"
    "again,complaint,,the goods once more\ndone,,10,the next step is done\n",
    "data/lexicon/hi-Latn/wishes.csv": "wish,phrases\nrefund,paisa … wapas\nagain,'naya';badal*\ndone,=ho gaya\n",
}
LETTERS = {"en": "abcdefghijklmnopqrst", "hi": "कखगघचछजझटठडढतथदधनपफब", "hi-Latn": "abcdefghijklmnopqrst"}
Plant = Callable[..., list[Finding]]


def told(language: str) -> str:
    """Twenty sentences of two intents that share nothing."""
    blocks = []
    for intent, end in (("greet", "1"), ("help", "2")):
        lines = "".join(f"    - {letter * 9}{end}{language[-1]}\n" for letter in LETTERS[language])
        blocks.append(f"- intent: {intent}\n  examples: |\n{lines}")
    return "nlu:\n" + "".join(blocks)


@pytest.fixture(scope="module")
def knowledge() -> tuple[Lexicon, LanguageGuide]:
    return Lexicon.load(CATALOGUE), LanguageGuide.load(ROOT / "data/lexicon", CATALOGUE)


@pytest.fixture
def plant(tmp_path: Path, knowledge: tuple[Lexicon, LanguageGuide]) -> Plant:
    files = {**SMALL, **{f"data/nlu/{language}/talk.yml": told(language) for language in LETTERS}}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    def planted(name: str, old: str, new: str) -> list[Finding]:
        """What is found when a file has `new` where it had `old`; the end of the file where that is empty."""
        file = tmp_path / name
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        assert old in text
        file.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")
        return check(tmp_path, *knowledge)

    return planted


def test_what_is_well_has_no_findings(plant: Plant) -> None:
    assert plant("domain.yml", "", "") == []


EN, HI, LATN = (f"data/nlu/{language}/talk.yml" for language in LETTERS)
SAID = "data/lexicon/hi-Latn/said.csv"
WISHES = "data/lexicon/hi-Latn/wishes.csv"
TESTS, STORIES = "tests/nlu/development.jsonl", "tests/stories/talk.yml"
RULES, REPLIES, WORDS = "data/rules/talk.yml", "data/responses/talk.yml", "data/shop/words.csv"
LATER = "    - bbbbbbbbb1n\n"
SAME = "  - rule: greet again\n    steps:\n      - intent: greet\n      - action: "
FAULTS = [
    ("yaml", EN, "- intent: greet", "-intent: greet", 3),
    ("key-twice", REPLIES, "", "  utter_hello:\n  - text: Hi\n", 9),
    ("shape", EN, "- intent: greet", "- wish: greet", 2),
    ("shape", EN, LATER, "    bbbbbbbbb1n\n", 5),
    ("annotation", EN, LATER, "    - two kilos of [onions](item)\n", 5),
    ("phone-number", EN, LATER, "    - call me on 9820012345\n", 5),
    ("wrong-folder", EN, LATER, "    - नमस्ते भैया\n", 5),
    ("wrong-folder", HI, "    - खखखखखखखखख1i\n", "    - namaste bhaiya\n", 5),
    ("sentence-twice", EN, LATER, "    - aaaaaaaaa1n\n", 5),
    ("two-intents", EN, "    - bbbbbbbbb2n\n", "    - aaaaaaaaa1n\n", 27),
    ("two-intents", EN, "    - aaaaaaaaa2n\n    - bbbbbbbbb2n\n", "    - please tell me what you sell here\n", 26),
    ("test-copy", EN, LATER, "    - good evening to the whole familly\n", 5),
    ("few-sentences", EN, LATER, "", 4),
    ("language-missing", "data/nlu/hi/talk.yml", told("hi"), "nlu: []\n", 4),
    ("language-balance", EN, LATER, LATER + "".join(f"    - x{n}yz{n * n}w{n + 7}\n" for n in range(90)), 4),
    ("reply-twice", "data/responses/basket.yml", "", SMALL[REPLIES], 3),
    ("reply-missing", REPLIES, "value: hi}", "value: hi-Latn}", 3),
    ("reply-language", REPLIES, "value: hi}", "value: marathi}", 5),
    ("reply-empty", REPLIES, '"नमस्ते {name}, क्या चाहिए?"', '""', 5),
    ("placeholder", REPLIES, "नमस्ते {name}", "नमस्ते {nam}", 5),
    ("placeholder", REPLIES, "नमस्ते {name}", "नमस्ते {name", 5),
    ("blank-line", REPLIES, "Namaste {name}, kya", "Namaste {name},\\n\\nkya", 7),
    ("untranslated", REPLIES, "नमस्ते {name}, क्या चाहिए", "Namaste {name}, kya chahiye", 5),
    ("untranslated", REPLIES, "Namaste {name}, kya chahiye?", "Hello {name}, what would you like?", 7),
    ("reply-unknown", "actions/talk.py", "", 'X = say("utter_helo")\n', 4),
    ("reply-unsaid", "actions/talk.py", "utter_hello", "utter_else", 3),
    ("intent-unknown", EN, "intent: greet", "intent: great", 4),
    ("intent-unknown", RULES, "intent: greet", "intent: great", 5),
    ("intent-unsaid", "domain.yml", "  - help\n", "  - help\n  - browse\n", 6),
    ("intent-unruled", "domain.yml", "  - help\n", "  - help\n  - browse\n", 6),
    ("action-unknown", RULES, "action: action_greet", "action: action_great", 6),
    ("action-unknown", "domain.yml", "  - action_help\n", "  - action_help\n  - action_halp\n", 9),
    ("action-unlisted", "domain.yml", "  - action_help\n", "", 1),
    ("rule-twice", RULES, "rule: help", "rule: greet", 9),
    ("rule-contradicts", RULES, "", f"{SAME}action_help\n", 13),
    ("rule-unreachable", RULES, "", f"{SAME}action_greet\n", 13),
    ("item-unknown", WORDS, "", "tomatto,en,tomato\n", 5),
    ("word-language", WORDS, "onion,en,onion", "onion,eng,onion", 2),
    ("word-empty", WORDS, "onion,en,onion", "onion,en,", 2),
    ("word-twice", WORDS, "", "onion,en,Onion\n", 5),
    ("words-collide", WORDS, "", "potato,hi-Latn,pyaaz\n", 5),
    ("test-copy", EN, LATER, "    - family whole the to evening good\n", 5),
    ("test-shape", TESTS, "", '{"text": "namaste"\n', 2),
    ("test-shape", TESTS, "", '["namaste"]\n', 2),
    ("story", STORIES, "customer: hello", "costumer: hello", 3),
    ("story", STORIES, "- customer: hello", "- customer: {txt: hello}", 3),
    ("story", STORIES, "", "    repply: hi\n", 4),
    ("story", STORIES, "", "  - pause: 20 minuts\n", 4),
    ("story", STORIES, "- story: hello", "- storry: hello", 1),
    ("story", STORIES, "", "  place: Vashi\n  plaice: Vashi\n", 5),
    ("story-kirana", STORIES, "", "  - kirana say: 1\n", 4),
    ("story-kirana", STORIES, "", "    to say: order\n", 3),
    ("story-twice", STORIES, "", "- story: hello\n  turns:\n  - customer: hi\n", 4),
    ("yaml", STORIES, "- customer: hello", "- customer: [hello", 4),
    ("wish-unknown", WISHES, "refund,", "refunds,", 2),
    ("wish-unsaid", WISHES, "done,=ho gaya\n", "", 3),
    ("wish-twice", WISHES, "", "refund,paise … wapas\n", 5),
    ("wish-longest", "data/lexicon/wishes.csv", "done,,10,", "done,,ten,", 4),
    ("phrase-empty", WISHES, "paisa … wapas", "paisa … wapas;", 2),
    ("phrase-empty", WISHES, "=ho gaya", "=", 4),
    ("phrase-sign", WISHES, "paisa … wapas", "paisa wapas …", 2),
    ("phrase-sign", WISHES, "badal*", "bad*al", 3),
    ("phrase-sign", WISHES, "'naya'", "'naya", 3),
    ("phrase-sign", WISHES, "=ho gaya", "ho =gaya", 4),
    ("said-missing", SAID, "hour,,{clock} baje\n", "", 2),
    ("said-missing", SAID, "part,24,raat\n", "part,20,shaam\n", 3),
    ("said-empty", SAID, "part,24,raat", "part,24,", 3),
    ("wishes-exclude", WISHES, "'naya';badal*", "'naya';paisa … vaapas", 3),
]


@pytest.mark.parametrize(("rule", "name", "old", "new", "line"), FAULTS, ids=lambda value: str(value)[:24])
def test_a_planted_fault_is_found_in_its_line(
    plant: Plant, rule: str, name: str, old: str, new: str, line: int
) -> None:
    if rule == "two-intents" and "sell" in new:
        plant(name, LATER, "    - please tell me what you sell heree\n")
    found = [finding for finding in plant(name, old, new) if finding.rule == rule]
    assert found, rule
    assert line in {finding.line for finding in found}
    assert all(finding.what and finding.remedy for finding in found)


def test_every_rule_has_a_planted_fault_and_stands_in_the_documents_table() -> None:
    assert {fault[0] for fault in FAULTS} == set(rules.RULES)
    sources = "\n".join(file.read_text() for file in (ROOT / "parchi/workbench/checking").glob("*.py"))
    assert [rule for rule in rules.RULES if sources.count(f'"{rule}"') < 2] == []
    assert rules.table() in (ROOT / "docs/workbench.md").read_text(encoding="utf-8")


def test_a_wish_that_nothing_knows_is_told_what_was_probably_meant(plant: Plant) -> None:
    (found,) = (finding for finding in plant(WISHES, "refund,", "refunds,") if finding.rule == "wish-unknown")
    assert (found.what, found.remedy) == (
        "there is no wish “refunds”, so nothing listens to it",
        "perhaps refund is meant: the money back",
    )


def test_a_phrase_may_say_two_wishes_that_can_both_be_meant(plant: Plant) -> None:
    found = plant(WISHES, "=ho gaya", "=ho gaya;paisa … wapas")
    assert [finding for finding in found if finding.rule == "wishes-exclude"] == []


def test_a_fault_of_a_story_says_which_word_was_probably_meant(plant: Plant) -> None:
    found = plant(STORIES, "customer: hello", "costumer: hello")
    assert any("was “customer” meant?" in finding.remedy for finding in found)
    found = plant(STORIES, "costumer: hello", "customer: hello\n  - kirana say: 1")
    assert any("was “sai” meant?" in finding.remedy for finding in found)


def test_english_among_hinglish_is_worth_a_look(plant: Plant) -> None:
    english = "".join(f"    - please {verb} my order to the house\n" for verb in ("bring", "send", "carry"))
    plant(EN, LATER, LATER + english)
    found = plant(LATN, "    - bbbbbbbbb1n\n", "    - please take my order to the house\n")
    assert [(f.rule, f.weight, f.line) for f in found if "please take" in f.what] == [
        ("wrong-folder", Weight.warning, 5)
    ]


def test_a_finding_says_what_was_probably_meant(plant: Plant) -> None:
    found = plant(EN, "intent: greet", "intent: great")
    assert any("was “greet” meant?" in finding.remedy for finding in found)


def test_the_project_itself_has_nothing_to_be_mended() -> None:
    result = CliRunner().invoke(app, ["check"])
    assert result.exit_code == 0, result.output
    assert "0 to be mended" in result.output


def test_the_command_ends_with_one_and_names_file_and_line(tmp_path: Path) -> None:
    for name in ("data/nlu", "data/responses", "data/rules", "data/stories", "data/shop"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "domain.yml", tmp_path)
    file = tmp_path / "data/rules/talk.yml"
    file.write_text(file.read_text().replace("intent: greet", "intent: great", 1))
    result = CliRunner().invoke(app, ["check", "--root", str(tmp_path)])
    assert result.exit_code == 1
    assert "✗ data/rules/talk.yml:6  domain.yml knows no intent great" in result.output
