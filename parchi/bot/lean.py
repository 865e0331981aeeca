"""Lean: what Rasa does anew at every message though nothing has changed, done once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from rasa.core.agent import Agent
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.graph import ExecutionContext, GraphNodeHook, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.domain import State
from rasa.shared.core.events import Event

from parchi.bot.known_predictions import KnownPredictions

MOST_STATES = 4096
"""Of those that fit rules are remembered; there are as many as intents and actions, not as messages."""


class StraightRunner(GraphRunner):
    """Runs a model's nodes one after the other; which ones, and in which order, is worked out once for each target.

    Rasa's own runner makes a task graph and a scheduler for it twice a message.
    """

    def __init__(self, runner: DaskGraphRunner) -> None:
        self._schema: GraphSchema = runner._graph_schema
        self._nodes: dict[str, Any] = runner._instantiated_nodes
        self._paths: dict[tuple[str, ...], list[str]] = {}

    @classmethod
    def create(
        cls,
        graph_schema: GraphSchema,
        model_storage: ModelStorage,
        execution_context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> StraightRunner:
        """A runner with its nodes loaded as Rasa loads them."""
        return cls(DaskGraphRunner.create(graph_schema, model_storage, execution_context, hooks))

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """The output of each target."""
        wanted = tuple(targets or self._schema.target_names)
        path = self._paths.get(wanted)
        if path is None:
            path = self._paths[wanted] = self._path_to(wanted)
        found = dict(inputs or {})
        for name in path:
            needed = dict.fromkeys(self._schema.nodes[name].needs.values())  # two parameters may want the same
            found[name] = self._nodes[name](*((need, found[need]) for need in needed))[1]
        return {name: found[name] for name in wanted}

    def _path_to(self, targets: Sequence[str]) -> list[str]:
        """Every node that the targets need, each after those that it needs itself."""
        path: list[str] = []

        def walk(name: str) -> None:
            if name in path or name not in self._schema.nodes:
                return
            for need in self._schema.nodes[name].needs.values():
                walk(need)
            path.append(name)

        for target in targets:
            walk(target)
        return path


def make_lean(agent: Agent) -> None:
    """From now on this agent, and the events of this process, cost less."""
    assert agent.processor is not None
    runner = agent.processor.graph_runner
    if isinstance(runner, DaskGraphRunner):
        agent.processor.graph_runner = StraightRunner(runner)
    if agent.domain is not None:
        processor = agent.processor
        processor._predict_next_with_tracker = KnownPredictions(processor._predict_next_with_tracker, agent.domain)
    # After each message it lists all intents of the domain to warn of one that is not there; `rasa data validate` did.
    agent.processor._check_for_unseen_features = _already_checked
    RulePolicy._get_possible_keys = _fitting_rules
    if not hasattr(Event.resolve_by_type, "cache_info"):
        # It walks through all classes of events, for every event that is read.
        Event.resolve_by_type = staticmethod(lru_cache(maxsize=256)(Event.resolve_by_type))


def _already_checked(_parsed: dict[str, Any]) -> None:
    pass


def _fitting_rules(policy: RulePolicy, rules: Mapping[str, str], states: Sequence[State]) -> set[str]:
    """The rules that fit a conversation. The policy would try every rule on every state, four times a message."""
    fitting = set(rules)
    for turn, state in enumerate(reversed(states)):
        if fitting:
            fitting &= _fitting_at(policy, rules, fitting, turn, state)
    return fitting


def _fitting_at(policy: RulePolicy, rules: Mapping[str, str], among: set[str], turn: int, state: State) -> set[str]:
    if "text" in (state.get("user") or {}):  # each message is a state of its own: nothing to remember
        return {rule for rule in among if policy._is_rule_applicable(rule, turn, state)}
    known: dict[tuple[int, int, str], set[str]] = policy.__dict__.setdefault("_fitting", {})
    key = (id(rules), turn, json.dumps(state, sort_keys=True))
    if key not in known:
        if len(known) >= MOST_STATES:
            known.clear()
        known[key] = {rule for rule in rules if policy._is_rule_applicable(rule, turn, state)}
    return known[key]
