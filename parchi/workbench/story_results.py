"""Results of stories for other programs: JUnit's XML for a CI, JSON for whoever counts."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

from parchi.workbench.story_chat import chat
from parchi.workbench.story_runs import Run

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(runs: Sequence[Run]) -> str:
    """A test suite a kind of trouble; a failure holds the chat up to the first wrong turn."""
    suites = ElementTree.Element("testsuites")
    for kind in dict.fromkeys(each.trial.story.kind for each in runs):
        mine = [each for each in runs if each.trial.story.kind == kind]
        failures = sum(not each.is_passed for each in mine)
        attributes = {"name": kind, "tests": str(len(mine)), "failures": str(failures), "errors": "0"}
        suite = ElementTree.SubElement(suites, "testsuite", attributes)
        suite.set("time", f"{sum(each.seconds for each in mine):.3f}")
        for each in mine:
            _add_case(suite, each)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=True)


def _add_case(suite: ElementTree.Element, run: Run) -> None:
    attributes = {
        "classname": f"stories.{run.trial.story.kind}",
        "name": _NOT_IN_XML.sub("", run.trial.name),
        "time": f"{run.seconds:.3f}",
    }
    case = ElementTree.SubElement(suite, "testcase", attributes)
    if not run.is_passed:
        wrong = run.played[-1].differences
        failure = ElementTree.SubElement(case, "failure", message=_NOT_IN_XML.sub("", "; ".join(d.what for d in wrong)))
        failure.text = _NOT_IN_XML.sub("", chat(run.trial.story, run.played))


def as_json(runs: Sequence[Run]) -> str:
    """One object a conversation, with what was wanted and what came in its first wrong turn."""
    return json.dumps([_object(each) for each in runs], ensure_ascii=False, indent=1)


def _object(run: Run) -> dict[str, Any]:
    story = run.trial.story
    return {
        "story": story.name,
        "file": story.file,
        "kind": story.kind,
        "way": run.trial.way,
        "passed": run.is_passed,
        "seconds": round(run.seconds, 3),
        "wrong_turn": None if run.is_passed else len(run.played),
        "differences": [
            {"what": difference.what, "wanted": str(difference.wanted), "got": str(difference.got)}
            for difference in (run.played[-1].differences if run.played else ())
        ],
    }
