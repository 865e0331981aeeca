"""The metrics: what Prometheus reads, and who may."""

from __future__ import annotations

import time

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette

from parchi.adapters.figures import SqlFigures
from parchi.adapters.pulse import SqlPulse
from parchi.pipeline.tally import Tally, tally
from parchi.roles import machine_time
from parchi.web.metrics import Metrics
from tests.wire.conftest import CUSTOMER, Served, form


@pytest.fixture
def metrics(mail) -> Metrics:
    with tally.handed_over():
        pass  # what other tests have counted in this process
    return Metrics(SqlFigures(mail, machine_time), SqlPulse(mail, machine_time).is_alive)


def samples(page: str) -> dict[str, float]:
    found = [sample for family in text_string_to_metric_families(page) for sample in family.samples]
    return {f"{x.name}{sorted(x.labels.items())}": x.value for x in found}


def told(metrics: Metrics, path: str = "/metrics", **headers: str) -> requests.Response:
    with Served(Starlette(routes=list(metrics.routes()))) as served:
        return requests.get(served.url + path, headers=headers, timeout=10)


def test_what_all_processes_did_and_what_waits_is_told(metrics, wire, make_worker, mail, clock):
    worker, pulse = make_worker(), SqlPulse(mail, machine_time)
    for number in range(3):
        assert wire.post(form(f"message {number}", sender=f"whatsapp:+91000000010{number}")) == 200
    assert wire.post(form("forged"), token="other") == 403
    worker.serve_one()
    worker.serve_one()
    for _ in range(2):
        with tally.handed_over() as counted:
            pulse.beat("machine:1:1", "bot", counted)
    answer = told(metrics)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain")
    seen = samples(answer.text)
    assert seen["parchi_messages_total[('state', 'done')]"] == 2
    assert seen["parchi_queue[('queue', 'inbox'), ('state', 'waiting')]"] == 1
    assert seen["parchi_queue[('queue', 'outbox'), ('state', 'waiting')]"] == 2
    assert seen["parchi_queue_age_seconds[('queue', 'outbox')]"] < 60
    assert seen["parchi_webhook_total[('status', '200')]"] == 3
    assert seen["parchi_webhook_total[('status', '403')]"] == 1
    assert seen["parchi_step_seconds_count[('step', 'turn')]"] == 2
    assert seen["parchi_step_seconds_bucket[('le', '+Inf'), ('step', 'turn')]"] == 2
    assert seen["parchi_alive[('role', 'bot')]"] == 1
    assert seen["parchi_alive[('role', 'sender')]"] == 0
    assert CUSTOMER not in answer.text


def test_confidence_is_told_by_language_in_classes_that_add_up(metrics):
    for value in (0.2, 0.65, 0.66, 0.99):
        tally.observe("confidence", value, (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0), language="hi")
    seen = samples(told(metrics).text)
    classes = {end: seen[f"parchi_confidence_bucket[('language', 'hi'), ('le', '{end}')]"] for end in ("0.3", "0.7")}
    assert classes == {"0.3": 1, "0.7": 3}
    assert seen["parchi_confidence_count[('language', 'hi')]"] == 4
    assert seen["parchi_confidence_sum[('language', 'hi')]"] == pytest.approx(2.5)


def test_strangers_find_nothing(metrics):
    assert told(metrics, **{"X-Forwarded-For": "203.0.113.9"}).status_code == 404
    metrics.token = "secret"
    assert told(metrics).status_code == 404
    assert told(metrics, Authorization="Bearer wrong").status_code == 404
    assert told(metrics, Authorization="Bearer secret", **{"X-Forwarded-For": "203.0.113.9"}).status_code == 200


def hand_over(own: Tally) -> None:
    with own.handed_over():
        own.count("messages", state="done")
        raise OSError("away")


def test_what_could_not_be_handed_over_is_kept():
    own = Tally()
    own.count("messages", state="done")
    with pytest.raises(OSError, match="away"):
        hand_over(own)
    with own.handed_over() as counted:
        assert counted == {("messages", (("state", "done"),)): 2}


def test_asking_is_cheap(metrics, wire):
    for number in range(30):
        wire.post(form(f"message {number}"))
    told(metrics)
    began = time.process_time()
    metrics._page()
    assert time.process_time() - began < 0.25
