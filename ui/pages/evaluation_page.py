"""The page that shows how good the answers are, and measures it anew."""

from __future__ import annotations

import ipaddress
import queue
from collections.abc import Iterator
from threading import Lock, Thread
from typing import Any

import gradio as gr

from assistant.settings import Settings
from ingest.errors import SstcError
from ui.pages.evaluation_report import cases_html, kinds_of, last_run, progress_html, report_html
from ui.pages.events import html
from ui.pages.markup import esc
from ui.pages.site import Site
from ui.pages.words import written

OWN_CASES = "cases.jsonl"
_RUNNING = Lock()
Step = tuple[str, int, int]


def evaluation_page(site: Site) -> None:
    """Builds the page inside the open tab. Only a server that none but this machine reaches lets runs "
    "start."""
    labels, language = site.labels, site.language
    path = site.settings.data / "eval" / "report.json"
    labels.bind(html(elem_classes="ours"), value=_introduction)
    run = labels.bind(
        gr.Button(elem_id="run-eval", size="sm", visible=_private(site.settings)), value="run_eval"
    )
    progress = html(elem_id="eval-progress", elem_classes="ours")
    report = labels.bind(html(elem_id="evaluation"), value=lambda code: report_html(last_run(path), code))
    kind = labels.bind(
        gr.Dropdown(kinds_of(last_run(path)), value=None, elem_id="eval-kind"), label="case_kind"
    )
    cases = labels.bind(
        html(elem_id="eval-cases", elem_classes="ours"),
        value=lambda code: cases_html(last_run(path), None, code),
    )

    def measured(code: str) -> Iterator[dict[Any, Any]]:
        if not _private(site.settings):
            return
        if not _RUNNING.acquire(blocking=False):
            yield {progress: f"<p>{written('eval_running', code)}</p>"}
            return
        try:
            for stage, done, total in _steps(site.settings):
                yield {progress: progress_html(stage, done, total, code)}
        except SstcError as error:
            yield {progress: f'<p class="error" role="alert">{esc(error)}</p>'}
            return
        finally:
            _RUNNING.release()
        found = last_run(path)
        yield {
            progress: "",
            report: report_html(found, code),
            kind: gr.update(choices=kinds_of(found), value=None),
            cases: cases_html(found, None, code),
        }

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    run.click(measured, [language], [progress, report, kind, cases], concurrency_limit=2, **quiet)
    kind.change(
        lambda wanted, code: cases_html(last_run(path), wanted, code), [kind, language], [cases], **quiet
    )


def _introduction(language: str) -> str:
    return f'<h2>{written("eval_heading", language)}</h2><p class="lead">{written("eval_lead", language)}</p>'


def _steps(settings: Settings) -> Iterator[Step]:
    """The cases put to the assistant as it is, step by step; at the end the report is written.

    They are those of the dev split, or those that the operator keeps beside the report.
    """
    told: queue.SimpleQueue[Step | BaseException | None] = queue.SimpleQueue()

    def work() -> None:
        from eval.cases import load_cases, select
        from eval.configurations import chosen
        from eval.proposals import load_proposals
        from eval.report import write_report
        from eval.runner import run

        try:
            own = settings.data / "eval" / OWN_CASES
            split = "own" if own.exists() else "dev"
            cases = load_cases([own]) if own.exists() else select(load_cases(), split="dev")
            proposals = tuple(one for one in (() if own.exists() else load_proposals()) if one.split == "dev")
            made = run(
                cases,
                proposals,
                chosen(("full",)),
                settings=settings,
                split=split,
                progress=lambda stage, done, total: told.put((stage, done, total)),
            )
            write_report(made, settings.data / "eval")
        except Exception as error:
            told.put(error)
        finally:
            told.put(None)

    Thread(target=work, name="evaluation", daemon=True).start()
    while (step := told.get()) is not None:
        while not told.empty() and isinstance(step, tuple):
            newer = told.get()
            if newer is None:
                yield step
                return
            step = newer
        if isinstance(step, BaseException):
            raise step
        yield step


def _private(settings: Settings) -> bool:
    try:
        return ipaddress.ip_address(settings.host).is_loopback
    except ValueError:
        return settings.host == "localhost"
