"""`make up` in a real browser: forms, a run, its artifacts, a cancellation, an approval, and a clean stop."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from flows.server import free_port, is_free
from tests.flows.prefect_api import ask
from warehouse.connect import open_writer

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "artifacts"

pytestmark = pytest.mark.browser


@dataclass
class Up:
    """`make up`, running."""

    process: subprocess.Popen[str]
    port: int
    printed: list[str]
    data_folder: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@pytest.fixture(scope="module")
def up(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    data_folder, port = tmp_path_factory.mktemp("up"), free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.up"],
        cwd=ROOT,
        env=os.environ
        | {
            "WARRAQ_DATA_FOLDER": str(data_folder),
            "WARRAQ_UI_PORT": str(port),
            "WARRAQ_HISTORY_DAYS": "12",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    printed = []
    for line in process.stdout:
        printed.append(line)
        if "Ctrl-C here stops everything" in line:
            break
    assert process.poll() is None, "".join(printed)
    switch_schedules_off(f"http://127.0.0.1:{port}/api")
    yield Up(process, port, printed, data_folder)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def switch_schedules_off(api: str) -> None:
    """The demo, due seven minutes past each hour, would take the place of runs that the tests ask for."""
    for deployment in ask(f"{api}/deployments/filter", {}):
        for schedule in deployment["schedules"]:
            address = f"{api}/deployments/{deployment['id']}/schedules/{schedule['id']}"
            ask(address, {"active": False}, method="PATCH")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(20_000)
    yield opened
    opened.close()


def open_form(page: Page, up: Up, deployment: str) -> None:
    page.goto(f"{up.address}/v2/deployments")
    page.get_by_role("link", name=deployment, exact=True).first.click()
    page.get_by_role("button", name="Run", exact=True).first.click()
    page.get_by_text("Custom run").first.click()
    expect(page.get_by_role("button", name="Submit")).to_be_visible()


def keep_picture(page: Page, name: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")


def test_the_server_keeps_its_history_for_as_long_as_was_set(up: Up, page: Page) -> None:
    server = ask(f"{up.address}/api/admin/settings")["server"]

    kept = server["services"]["db_vacuum"]["retention_period"], server["events"]["retention_period"]
    assert kept == ("P12D", "P12D")


def test_a_second_one_on_the_same_data_folder_ends_with_a_sentence(up: Up) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "flows.up"],
        cwd=ROOT,
        env=os.environ | {"WARRAQ_DATA_FOLDER": str(up.data_folder), "WARRAQ_UI_PORT": str(free_port())},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr.startswith(f"Another make up is at work on {up.data_folder}")


def test_every_parameter_of_every_form_says_what_it_is(up: Up, page: Page) -> None:
    said = {
        "demo": "Incremental: what is due by now",
        "world": "Addresses of feeds (RSS, Atom) or sitemaps",
        "saved-pages": "A file, a folder or a pattern",
        "reprocess": "What becomes of the difference",
        "nightly": "Write a consistent copy beside the warehouse",
        "alert": "What is wrong, in a few words",
    }

    for deployment, sentence in said.items():
        open_form(page, up, deployment)

        expect(page.get_by_text(sentence).first).to_be_visible()
        keep_picture(page, f"form-{deployment}")


def test_a_value_out_of_bounds_is_refused_before_there_is_a_run(up: Up, page: Page) -> None:
    open_form(page, up, "demo")

    field = page.get_by_role("spinbutton", name="Most pages per source")
    field.fill("0")
    page.get_by_role("button", name="Submit").click()

    keep_picture(page, "form-refused")
    assert field.evaluate("node => node.validationMessage") == "Value must be greater than or equal to 1."
    assert page.url.split("?")[0].endswith("/run")


def test_addresses_are_pasted_together_and_one_that_is_none_is_shown_in_the_form(up: Up, page: Page) -> None:
    open_form(page, up, "demo")

    page.get_by_role("button", name="Add item").last.click()
    page.locator("textarea").last.fill("http://sabah.example/1\nsabah.example/2")
    page.get_by_role("button", name="Submit").click()

    expect(page.get_by_text("does not match").first).to_be_visible()
    assert page.url.split("?")[0].endswith("/run")


def test_what_no_run_could_use_is_refused_before_there_is_a_run(up: Up, page: Page) -> None:
    """As the form asks it: the server holds the parameters to their schema."""
    wrong = {
        "feeds": ["no address"],
        "urls": ["ftp://sabah.example/1"],
        "since": "yesterday",
        "mode": "at will",
        "sources": ["nobody"],
        "most_pages_per_source": 0,
    }
    demo = ask(f"{up.address}/api/deployments/name/ingest-news/demo")["id"]

    refused = {
        name: page.request.post(
            f"{up.address}/api/deployments/{demo}/create_flow_run", data={"parameters": {name: value}}
        ).status
        for name, value in wrong.items()
    }

    assert refused == dict.fromkeys(wrong, 409)


def test_a_report_before_the_first_load_says_so_and_alarms_nobody(up: Up, page: Page) -> None:
    """Its schedule is there before any warehouse is."""
    start_run(page, up, "report")

    expect(page.get_by_text("Nothing yet").first).to_be_visible(timeout=60_000)
    page.get_by_role("tab", name="Details").click()
    expect(page.get_by_text("run ingest-news first").first).to_be_visible()


def test_a_run_started_from_its_form_ends_well_and_leaves_its_funnel_and_summary(up: Up, page: Page) -> None:
    start_run(page, up, "demo")
    page.goto(f"{up.address}/v2/runs")

    run = page.get_by_role("link", name="ingest 7 sources, incremental, 39 new").first
    expect(run).to_be_visible(timeout=120_000)
    expect(page.get_by_text("Completed").first).to_be_visible(timeout=30_000)
    run.click()
    page.get_by_role("tab", name="Artifacts").click()
    expect(page.get_by_text("ingest-news-funnel").first).to_be_visible()
    keep_picture(page, "run")
    open_artifact(page, up, "ingest-news-progress")
    expect(page.get_by_text(re.compile(r"\d+ of \d+ pages, [\d.,]+ a second")).first).to_be_visible()
    keep_picture(page, "progress")
    open_artifact(page, up, "ingest-news-funnel")
    expect(page.get_by_text("صباح البلدات").first).to_be_visible()
    keep_picture(page, "funnel")
    open_artifact(page, up, "ingest-news-summary")
    headline = page.get_by_text("افتتاح محطة لتحلية المياه بالطاقة الشمسية في مرسى الزيتون").first
    expect(headline).to_have_css("direction", "rtl")
    chart = page.locator("img[src^='data:image/svg+xml']").first
    assert chart.evaluate("image => image.complete && image.naturalWidth > 100")
    keep_picture(page, "summary")
    page.get_by_role("link", name="the pages refused").click()
    expect(page.get_by_text("ingest-news-rejected").first).to_be_visible()
    page.get_by_role("link", name=re.compile("^[0-9a-f]{8}$")).first.click()
    expect(page.locator("a[href^='http://harbour.example']").first).to_be_visible()
    keep_picture(page, "rejected")


def test_the_report_is_made_from_its_form_and_linked_to(up: Up, page: Page) -> None:
    start_run(page, up, "report")
    expect(page.get_by_text("report, 39 articles of 7 outlets").first).to_be_visible(timeout=90_000)
    expect(page.get_by_text("Completed").first).to_be_visible(timeout=30_000)

    page.goto(f"{up.address}/v2/artifacts/key/report")
    page.get_by_role("link", name=re.compile("^[0-9a-f]{8}$")).first.click()
    page.get_by_role("link", name="the whole report").click()

    expect(page.locator("h1").first).to_be_visible()


def slots_taken(up: Up) -> dict[str, int]:
    slots = ask(f"{up.address}/api/v2/concurrency_limits/filter", {})
    return {one["name"]: one["active_slots"] for one in slots if one["active_slots"]}


def test_a_cancelled_run_ends_within_seconds_and_loses_nothing(up: Up, page: Page) -> None:
    start_run(page, up, "demo")
    run = page.url.partition("?")[0].rstrip("/").rpartition("/")[2]
    expect(page.get_by_text("Running").first).to_be_visible(timeout=60_000)
    expect(page.get_by_text(re.compile("ingest 7 sources")).first).to_be_visible(timeout=60_000)

    page.get_by_role("button", name="Open menu").first.click()
    page.get_by_role("menuitem", name="Cancel").click()
    page.get_by_role("alertdialog").get_by_role("button", name=re.compile("Cancel|Confirm")).last.click()

    deadline = time.monotonic() + 45
    state = ""
    while state != "Cancelled" and time.monotonic() < deadline:
        state = ask(f"{up.address}/api/flow_runs/{run}")["state"]["name"]
        time.sleep(0.3)
    keep_picture(page, "cancelled")
    assert state == "Cancelled"
    # Killed while it loaded, it leaves the writer's slot taken until its lease runs out, in a minute.
    deadline = time.monotonic() + 90
    while (taken := slots_taken(up)) and time.monotonic() < deadline:
        time.sleep(1)
    assert taken == {}
    with open_writer(up.data_folder / "warraq.duckdb", wait=10) as connection:
        assert connection.execute("SELECT count(*) FROM article").fetchone() == (39,)
    assert "duckdb" not in Path(f"/proc/{worker_of(up)}/maps").read_text(), "the worker loaded the flow"


def test_a_difference_is_thrown_away_or_applied_as_whoever_resumes_the_run_chooses(
    up: Up, page: Page
) -> None:
    read_as_by_an_older_rule(up, 5)
    first, second = (start_run_that_waits(page, up) for _ in range(2))
    keep_picture(page, "waits")

    page.goto(first)
    question = open_question(page)
    expect(question.locator("p", has_text="archived pages")).to_contain_text("5 changed")
    question.get_by_role("button", name="Resume").click()  # without an answer
    expect(page.get_by_text("'answer' is a required property")).to_be_visible()
    question.get_by_role("button", name="Cancel").click()
    answer(page, "throw away")
    await_name(page, "reprocess 40 pages, 5 changed, not approved")
    left = read_by_the_older_rule(up)
    page.goto(second)
    answer(page, "apply")
    await_name(page, "reprocess 40 pages, 5 changed")
    applied = left, read_by_the_older_rule(up)
    read_as_by_an_older_rule(up, 3)
    page.get_by_role("button", name="Open menu").first.click()
    page.get_by_role("menuitem", name="Retry").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Retry").click()
    await_name(page, "reprocess 40 pages, 3 changed, waits for approval")  # what was approved was another

    assert (applied, read_by_the_older_rule(up)) == ((5, 0), 3)


_OLDER = "as an older rule read it"


def read_as_by_an_older_rule(up: Up, articles: int) -> None:
    with open_writer(up.data_folder / "warraq.duckdb", wait=30) as connection:
        connection.execute(
            "UPDATE article_version SET headline = ? WHERE version_id IN"
            " (SELECT current_version_id FROM article ORDER BY article_id LIMIT ?)",
            [_OLDER, articles],
        )


def read_by_the_older_rule(up: Up) -> int:
    with open_writer(up.data_folder / "warraq.duckdb", wait=30) as connection:
        found = connection.execute("SELECT count(*) FROM articles WHERE headline = ?", [_OLDER]).fetchone()
    assert found is not None
    return int(found[0])


def start_run_that_waits(page: Page, up: Up) -> str:
    """The address of its page."""
    start_run(page, up, "reprocess")
    expect(page.get_by_text("Suspended").first).to_be_visible(timeout=90_000)
    return page.url


def open_question(page: Page) -> Locator:
    page.get_by_role("button", name="Open menu").first.click()
    page.get_by_role("menuitem", name="Resume").click()
    return page.get_by_role("dialog")


def answer(page: Page, choice: str) -> None:
    question = open_question(page)
    question.get_by_text("Select", exact=True).click()
    page.get_by_role("option", name=choice).click()
    keep_picture(page, f"approval-{choice.replace(' ', '-')}")
    # A press is lost while the form still checks what was chosen.
    for _ in range(5):
        question.get_by_role("button", name="Resume").click()
        with suppress(AssertionError):
            expect(question).to_be_hidden(timeout=10_000)
            break


def await_name(page: Page, name: str) -> None:
    """Wait until the run of this page has told what became of it."""
    expect(page.get_by_text(name, exact=True).first).to_be_visible(timeout=120_000)


def worker_of(up: Up) -> int:
    """The process of the worker, which lives for months and is to stay small."""
    found = subprocess.run(
        ["pgrep", "-P", str(up.process.pid), "-f", "worker start"], capture_output=True, text=True, check=True
    )
    return int(found.stdout)


def start_run(page: Page, up: Up, deployment: str) -> None:
    """Submit the form as it is, and go to the run's page."""
    open_form(page, up, deployment)
    submit = page.get_by_role("button", name="Submit")
    is_answer = "**/create_flow_run"
    with page.expect_response(is_answer, timeout=60_000) as got:
        submit.click()
    for _ in range(10):
        if got.value.status != 503:  # the server's database is locked for a moment: a person presses again
            break
        page.wait_for_timeout(1_000)
        with page.expect_response(is_answer, timeout=60_000) as got:
            submit.click()
    page.goto(f"{up.address}/v2/runs/flow-run/{got.value.json()['id']}")


def open_artifact(page: Page, up: Up, key: str) -> None:
    page.goto(f"{up.address}/v2/artifacts/key/{key}")
    page.get_by_role("link", name=re.compile("^[0-9a-f]{8}$")).first.click()


def test_ctrl_c_stops_everything(up: Up) -> None:
    assert up.process.stdout is not None
    os.kill(up.process.pid, signal.SIGINT)

    code = up.process.wait(timeout=60)

    assert code == 0
    assert up.process.stdout.read().splitlines()[-1] == "Stopped."
    deadline = time.monotonic() + 10
    while not is_free(up.port) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert is_free(up.port)
    left = subprocess.run(["pgrep", "-f", str(up.data_folder)], capture_output=True, text=True).stdout
    assert left == ""
