"""Metrics: what Prometheus asks for, answered to whoever has the token, or from this very machine."""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from parchi.pipeline.tally import SECONDS, SHARES, Figure, tally
from parchi.services.ports import TryAgain

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric

COUNTED = {
    "messages": "Messages answered (done), set aside after three tries (failed), or one too many (limited).",
    "letters": "What came of each try to send a letter.",
    "readings": "What messages were understood as.",
    "missed": "Messages that never reached the webhook and were fetched from Twilio.",
    "tries_failed": "Turns that failed and were undone.",
    "webhook": "Requests of Twilio by the status of the answer.",
}
SORTED = {
    "step_seconds": (
        "How long a message's steps take: webhook, wait in the inbox, turn, outbox with sending, one post.",
        SECONDS,
    ),
    "confidence": ("How surely messages are understood, by language.", SHARES),
}
FORWARDED = ("x-forwarded-for", "forwarded", "x-real-ip", "via")
"""A proxy on this machine says by these that somebody else asks."""
LOOPBACK = ("127.0.0.1", "::1")


class Figures(Protocol):
    """What all processes have counted, and what waits."""

    def add(self, told: Mapping[Figure, float]) -> None: ...
    def sums(self) -> Sequence[tuple[str, dict[str, str], float]]: ...
    def waiting(self) -> Sequence[tuple[str, str, int, float]]: ...
    def orders(self) -> dict[str, int]: ...


@dataclass
class Metrics:
    """The page `/metrics`; without a token it is there only for requests that this machine itself makes."""

    figures: Figures
    is_alive: Callable[[str], bool]
    token: str | None = None

    def routes(self) -> list[Route]:
        """Where it is found."""
        return [Route("/metrics", self.metrics)]

    async def metrics(self, request: Request) -> Response:
        """All figures as text; 404 for strangers, 503 while the database is away."""
        if not self._may_ask(request):
            return Response(status_code=404)
        return await run_in_threadpool(self._page)

    def _may_ask(self, request: Request) -> bool:
        if self.token is not None:
            told = request.headers.get("authorization", "").encode()
            return hmac.compare_digest(told, f"Bearer {self.token}".encode())
        is_near = request.client is not None and request.client.host in LOOPBACK
        return is_near and not any(name in request.headers for name in FORWARDED)

    def _page(self) -> Response:
        from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
        from prometheus_client.registry import Collector, CollectorRegistry

        class Told(Collector):
            def collect(collector) -> Iterator[Metric]:
                yield from self._collect()

        registry = CollectorRegistry(auto_describe=False)
        try:
            with tally.handed_over() as counted:
                self.figures.add(counted)
            registry.register(Told())
            return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)
        except TryAgain:
            return Response("the database is away\n", status_code=503)

    def _collect(self) -> Iterator[Metric]:
        yield from self._waiting()
        yield _gauge(
            "orders", "Orders in each state.", ["state"], [((s,), n) for s, n in self.figures.orders().items()]
        )
        roles = [((role,), float(self.is_alive(role))) for role in ("bot", "sender", "clock")]
        yield _gauge("alive", "Whether a role gave a sign of life within ten seconds.", ["role"], roles)
        yield from families(self.figures.sums())

    def _waiting(self) -> Iterator[Metric]:
        waiting = list(self.figures.waiting())
        counts = [((queue, state), count) for queue, state, count, _ in waiting]
        yield _gauge("queue", "Messages and letters that wait.", ["queue", "state"], counts)
        ages = {queue: max([age for name, _, _, age in waiting if name == queue], default=0.0) for queue in QUEUES}
        oldest = [((queue,), age) for queue, age in ages.items()]
        yield _gauge("queue_age_seconds", "How long the oldest has waited.", ["queue"], oldest)


QUEUES = ("inbox", "outbox")


def families(sums: Sequence[tuple[str, dict[str, str], float]]) -> Iterator[Metric]:
    """Counters and histograms of what was counted."""
    from prometheus_client.metrics_core import CounterMetricFamily, HistogramMetricFamily

    for name, told in COUNTED.items():
        found = [(labels, amount) for of, labels, amount in sums if of == name]
        labels = sorted({label for of, _ in found for label in of})
        counter = CounterMetricFamily(f"parchi_{name}", told, labels=labels)
        for of, amount in found:
            counter.add_metric([of[label] for label in labels], amount)
        yield counter
    for name, (told, ends) in SORTED.items():
        classes, totals = _sorted(sums, name)
        labels = sorted({label for of in totals for label, _ in of})
        histogram = HistogramMetricFamily(f"parchi_{name}", told, labels=labels)
        for key, total in totals.items():
            histogram.add_metric([value for _, value in key], _cumulated(classes[key], ends), total)
        yield histogram


def _sorted(sums: Sequence[tuple[str, dict[str, str], float]], name: str) -> tuple[dict[Any, Any], dict[Any, float]]:
    classes: dict[Any, dict[str, float]] = defaultdict(dict)
    totals: dict[Any, float] = {}
    for of, labels, amount in sums:
        key = tuple(sorted((label, value) for label, value in labels.items() if label != "le"))
        if of == f"{name}_class":
            classes[key][labels["le"]] = amount
        elif of == f"{name}_sum":
            totals[key] = amount
    return classes, totals


def _cumulated(classes: dict[str, float], ends: Sequence[float]) -> list[tuple[str, float]]:
    """Prometheus wants each class with all below it, and one without end."""
    told, below = [], 0.0
    for end in [*map(str, ends), "+Inf"]:
        below += classes.get(end, 0.0)
        told.append((end, below))
    return told


def _gauge(name: str, told: str, labels: list[str], values: Sequence[tuple[tuple[str, ...], float]]) -> Metric:
    from prometheus_client.metrics_core import GaugeMetricFamily

    gauge = GaugeMetricFamily(f"parchi_{name}", told, labels=labels)
    for of, value in values:
        gauge.add_metric(list(of), value)
    return gauge
