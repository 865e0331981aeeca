"""What is wrong with names: intents, actions and rules that do not know each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import yaml

from parchi.workbench.checking.finding import Finding, Weight
from parchi.workbench.checking.sentences import Told
from parchi.workbench.checking.yaml_files import Project, line_of, pairs, parts, value_of, word_of

WORDLESS = frozenset({"send_media"})
"""Intents that nobody says in words."""
RASAS_OWN = re.compile(r"action_(listen|restart|session_start|default_\w+|back|unlikely_intent|extract_slots)")
_SERVED = re.compile(r"shop_action\(\s*[\"'](\w+)[\"']")
_NAMED = re.compile(r"[\"'](action_\w+)[\"']")


@dataclass(frozen=True)
class Domain:
    """The names that domain.yml and the code know, each with its line."""

    intents: dict[str, int]
    actions: dict[str, int]
    served: frozenset[str]
    """Actions that stand in the code."""
    replies: frozenset[str]


@dataclass(frozen=True)
class _Step:
    """One step of a rule or story."""

    kind: str
    name: str
    line: int


def check_names(project: Project, told: Sequence[Told]) -> Iterator[Finding]:
    """Everything about names."""
    domain = _domain(project)
    yield from _check_domain(domain, told)
    yield from _check_rules(project, domain)
    stories = (*project.files("data/stories/*.yml"), *project.files("tests/test_*.yml"))
    for file in stories:
        for _, steps in _blocks(project.node(file), "stories", "story"):
            yield from _unknown_steps(project.below(file), steps, domain)


def _domain(project: Project) -> Domain:
    node = project.node(project.root / "domain.yml")
    code = "\n".join(project.text(file) for file in project.files("actions/*.py"))
    files = project.files("data/responses/*.yml")
    return Domain(
        intents={_intent(part): line_of(part) for part in parts(value_of(node, "intents"))},
        actions={word_of(part): line_of(part) for part in parts(value_of(node, "actions"))},
        served=frozenset({f"action_{intent}" for intent in _SERVED.findall(code)} | set(_NAMED.findall(code))),
        replies=frozenset(id for file in files for id, _, _ in pairs(value_of(project.node(file), "responses"))),
    )


def _check_domain(domain: Domain, told: Sequence[Told]) -> Iterator[Finding]:
    file = Path("domain.yml")
    first = {sentence.intent: sentence for sentence in reversed(told)}
    for intent, sentence in first.items():
        if intent not in domain.intents:
            yield Finding(
                sentence.file, sentence.line, "intent-unknown", f"domain.yml knows no intent {intent}",
                f"write “- {intent}” under “intents:” in domain.yml{_meant(intent, domain.intents)}",
            )  # fmt: skip
    for intent, line in domain.intents.items():
        if told and intent not in first and intent not in WORDLESS:
            yield Finding(
                file, line, "intent-unsaid", f"nobody says {intent}: data/nlu has no sentence of it",
                "write sentences in three languages, or take it out",
            )  # fmt: skip
    for action, line in domain.actions.items():
        if domain.served and action not in domain.served and not action.startswith("utter_"):
            yield Finding(
                file, line, "action-unknown", f"no file of actions/ has {action}",
                f"write it, or correct its name{_meant(action, domain.served)}",
            )  # fmt: skip
    for action in sorted(action for action in domain.served if action not in domain.actions):
        yield Finding(
            file, 1, "action-unlisted", f"{action} stands in actions/ and not in domain.yml",
            "write it under “actions:”: Rasa never runs it otherwise",
        )  # fmt: skip


def _check_rules(project: Project, domain: Domain) -> Iterator[Finding]:
    first: dict[tuple[tuple[str, str], ...], tuple[str, int, tuple[str, ...]]] = {}
    ruled: set[str] = set()
    names: dict[str, str] = {}
    for file in project.files("data/rules/*.yml"):
        below = project.below(file)
        for name, steps in _blocks(project.node(file), "rules", "rule"):
            yield from _unknown_steps(below, steps, domain)
            line = steps[0].line if steps else 1
            if name in names:
                yield Finding(below, line, "rule-twice", f"a rule “{name}” is in {names[name]} too", "rename one")
            names.setdefault(name, str(below))
            when = tuple((step.kind, step.name) for step in steps if step.kind != "action")
            then = tuple(step.name for step in steps if step.kind == "action")
            ruled.update(step.name for step in steps if step.kind == "intent")
            if when in first and first[when][2] != then:
                yield Finding(
                    below, line, "rule-contradicts",
                    f"at the same wish this rule wants {', '.join(then)}, {first[when][0]}:{first[when][1]} wants"
                    f" {', '.join(first[when][2])}", "keep one of the two",
                )  # fmt: skip
            elif when in first:
                yield Finding(
                    below, line, "rule-unreachable", f"{first[when][0]}:{first[when][1]} is the same rule",
                    "take one out", Weight.warning,
                )  # fmt: skip
            first.setdefault(when, (str(below), line, then))
    for intent, line in domain.intents.items():
        if ruled and intent not in ruled:
            yield Finding(
                Path("domain.yml"), line, "intent-unruled", f"no rule says what happens at {intent}",
                "write a rule into data/rules: the intent, then its action",
            )  # fmt: skip


def _unknown_steps(file: Path, steps: Sequence[_Step], domain: Domain) -> Iterator[Finding]:
    for step in steps:
        if step.kind == "intent" and step.name not in domain.intents:
            yield Finding(
                file, step.line, "intent-unknown", f"domain.yml knows no intent {step.name}",
                f"correct its name{_meant(step.name, domain.intents)}, or write it into domain.yml",
            )  # fmt: skip
        if step.kind == "action" and not _is_known(step.name, domain):
            yield Finding(
                file, step.line, "action-unknown", f"there is no {step.name}",
                f"correct its name{_meant(step.name, (*domain.actions, *domain.replies))}",
            )  # fmt: skip


def _is_known(action: str, domain: Domain) -> bool:
    return action in domain.actions or action in domain.replies or RASAS_OWN.fullmatch(action) is not None


def _blocks(node: yaml.Node | None, group: str, kind: str) -> Iterator[tuple[str, list[_Step]]]:
    for block in parts(value_of(node, group)):
        steps = [
            _Step(key, word_of(value), line_of(key_node))
            for part in parts(value_of(block, "steps"))
            for key, key_node, value in pairs(part)
            if key in ("intent", "action", "slot_was_set", "active_loop")
        ]
        yield word_of(value_of(block, kind)), steps


def _intent(part: yaml.Node) -> str:
    return next((key for key, _, _ in pairs(part)), word_of(part))


def _meant(name: str, known: object) -> str:
    """A hint at a name that was probably meant."""
    near = get_close_matches(name, list(known), 1)  # type: ignore[call-overload]
    return f" (was “{near[0]}” meant?)" if near else ""
