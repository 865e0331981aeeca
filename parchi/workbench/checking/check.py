"""The check: everything that would break or surprise later, found in seconds, without training."""

from __future__ import annotations

from pathlib import Path

from parchi.language.language_id import LanguageGuide
from parchi.language.lexicon import Lexicon
from parchi.workbench.checking.finding import Finding
from parchi.workbench.checking.names import check_names
from parchi.workbench.checking.replies import check_replies
from parchi.workbench.checking.said import check_said
from parchi.workbench.checking.sentences import check_copies, check_sentences, check_tests, read_told
from parchi.workbench.checking.shop_words import check_words
from parchi.workbench.checking.told_stories import check_stories
from parchi.workbench.checking.wishes import check_wishes
from parchi.workbench.checking.yaml_files import Project


def check(root: Path, lexicon: Lexicon, guide: LanguageGuide) -> list[Finding]:
    """All findings below a project's root, by file and line. `lexicon` and `guide` tell the languages."""
    project = Project(root)
    told = read_told(project)
    found = [
        *check_sentences(told, guide, lexicon),
        *check_copies(told),
        *check_tests(project, told),
        *check_replies(project),
        *check_names(project, told),
        *check_words(project),
        *check_stories(project),
        *check_wishes(project),
        *check_said(project),
    ]
    for file in (*project.files("*.yml"), *project.files("data/**/*.yml")):
        project.node(file)
    return sorted({*found, *project.findings})
