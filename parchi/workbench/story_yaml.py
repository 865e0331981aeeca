"""The YAML of stories: what people say and hear is taken as it stands; YAML alone makes a truth of `yes`."""

from __future__ import annotations

from typing import Any

import yaml
from yaml.constructor import SafeConstructor

from parchi.language.languages import languages

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TEXTS = frozenset(
    {
        "story",
        "place",
        "customer",
        "text",
        "button",
        "old button",
        "label",
        "name",
        "reply",
        "contains",
        "any",
        "lacks",
        "buttons",
    }
)
"""Keys of words: `0421`, `10:30` and `no` under them are no numbers, times or truths."""
_BEGINNINGS = ("customer ", "kirana ", "to ")
_TEXT = "tag:yaml.org,2002:str"


def read_yaml(text: str) -> Any:
    """What stands in a file of stories. Raises yaml.YAMLError."""
    node = yaml.compose(text, Loader=LOADER)
    return None if node is None else data_of(node)


def data_of(node: yaml.Node) -> Any:
    """The value of a node of a file of stories."""
    _keep_words(node, is_words=False)
    return SafeConstructor().construct_document(node)


def _keep_words(node: yaml.Node, *, is_words: bool) -> None:
    if isinstance(node, yaml.ScalarNode):
        node.tag = _TEXT if is_words else node.tag
    elif isinstance(node, yaml.SequenceNode):
        for part in node.value:
            _keep_words(part, is_words=is_words)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _keep_words(value, is_words=_is_words(str(key.value), is_words))


def _is_words(key: str, was_words: bool) -> bool:
    if key in languages():
        return was_words
    return key in TEXTS or key.startswith(_BEGINNINGS)
