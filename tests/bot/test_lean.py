"""What is done once instead of at every message gives the same as doing it anew."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.engine.graph import GraphNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.events import ActionExecuted, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from parchi.bot.action_endpoint import ResultInvalid, _is_valid_result
from parchi.bot.agent import next_action, read
from parchi.bot.lean import StraightRunner
from parchi.domain.reading import CUSTOMER

SAID = ("2 kilo aloo bhej do", "टमाटर हटा दो", "where is my order", "qwertz")


def dask_of(runner: StraightRunner) -> DaskGraphRunner:
    """Rasa's own runner over the same loaded nodes."""
    stock = DaskGraphRunner.__new__(DaskGraphRunner)
    stock._graph_schema, stock._instantiated_nodes, stock._execution_context = runner._schema, runner._nodes, None  # type: ignore[assignment]
    return stock


@pytest.mark.parametrize("text", SAID)
def test_nodes_in_a_row_understand_as_the_task_graph_does(agent: Any, text: str) -> None:
    processor, lean = agent.processor, agent.processor.graph_runner
    assert isinstance(lean, StraightRunner)
    target = processor.model_metadata.nlu_target
    tracker = DialogueStateTracker.from_events("new", [])

    def parsed(runner: Any) -> Any:
        message = UserMessage(text, metadata={"speaker": CUSTOMER})
        inputs = {PLACEHOLDER_MESSAGE: [message], PLACEHOLDER_TRACKER: tracker}
        return runner.run(inputs=inputs, targets=[target])[target][0].as_dict(only_output_properties=True)

    assert parsed(lean) == parsed(dask_of(lean))


def test_every_intent_has_the_action_that_all_rules_give_it(agent: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    lean = RulePolicy._get_possible_keys
    policies: list[Any] = []
    agent.processor._predict_next_with_tracker._known.clear()  # it would not ask the policy again
    monkeypatch.setattr(
        RulePolicy, "_get_possible_keys", lambda p, rules, states: policies.append(p) or lean(p, rules, states)
    )
    asyncio.run(next_action(agent, asyncio.run(read(agent, "namaste", CUSTOMER))))
    policy = policies[0]
    rules = policy.lookup["rules"]
    for intent in agent.domain.intents:
        tracker = DialogueStateTracker("new", agent.domain.slots)
        for event in (ActionExecuted("action_listen"), UserUttered("words", {"name": intent, "confidence": 1.0})):
            tracker.update(event, agent.domain)
        states = policy._prediction_states(tracker, agent.domain)
        tried = set(rules)
        for turn, state in enumerate(reversed(states)):
            tried = {rule for rule in tried if policy._is_rule_applicable(rule, turn, state)}
        assert lean(policy, rules, states) == tried
        assert lean(policy, rules, states) == tried  # and from memory


def test_an_event_is_known_by_its_name(agent: Any) -> None:
    assert agent is not None
    assert Event.resolve_by_type("user") is UserUttered
    assert Event.resolve_by_type("action") is ActionExecuted
    with pytest.raises(ValueError, match="Unknown event"):
        Event.resolve_by_type("no such event")


def test_a_result_that_is_none_is_refused() -> None:
    assert _is_valid_result(None, {"events": [{"event": "slot", "name": "language", "value": "hi"}], "responses": []})  # type: ignore[arg-type]
    for wrong in ({"events": [{"name": "language"}]}, {"events": ["slot"]}, {"responses": {"text": "hello"}}):
        with pytest.raises(ResultInvalid):
            _is_valid_result(None, wrong)  # type: ignore[arg-type]


def test_nothing_of_a_node_is_made_anew_at_a_message(agent: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    load = GraphNode._load_component
    monkeypatch.setattr(GraphNode, "_load_component", lambda node, **more: made.append("x") or load(node, **more))
    asyncio.run(read(agent, "2 kilo aloo", CUSTOMER))
    assert made == []
