"""`make up` in a real browser: the form, a run, its artifacts, and a clean stop."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from flows.server import free_port, is_free

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
        env=os.environ | {"WARRAQ_DATA_FOLDER": str(data_folder), "WARRAQ_UI_PORT": str(port)},
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
    yield Up(process, port, printed, data_folder)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


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


def test_every_parameter_of_every_form_says_what_it_is(up: Up, page: Page) -> None:
    said = {
        "demo": "The outlets to visit",
        "saved-pages": "The folder, on the machine of the worker",
        "reprocess": "What becomes of the difference",
        "nightly": "Write a consistent copy beside the warehouse",
    }

    for deployment, sentence in said.items():
        open_form(page, up, deployment)

        expect(page.get_by_text(sentence).first).to_be_visible()
        keep_picture(page, f"form-{deployment}")


def test_a_value_out_of_bounds_is_refused_before_there_is_a_run(up: Up, page: Page) -> None:
    open_form(page, up, "demo")

    field = page.get_by_role("spinbutton", name="most_pages_per_source")
    field.fill("0")
    page.get_by_role("button", name="Submit").click()

    keep_picture(page, "form-refused")
    assert field.evaluate("node => node.validationMessage") == "Value must be greater than or equal to 1."
    assert page.url.split("?")[0].endswith("/run")


def test_a_run_started_from_its_form_ends_well_and_leaves_its_funnel_and_summary(up: Up, page: Page) -> None:
    open_form(page, up, "demo")
    # The page must not be left before the server has the run.
    with page.expect_response(lambda answer: answer.url.endswith("/create_flow_run") and answer.ok):
        page.get_by_role("button", name="Submit").click()
    page.goto(f"{up.address}/v2/runs")

    run = page.get_by_role("link", name="ingest 7 sources, incremental, 39 new").first
    expect(run).to_be_visible(timeout=90_000)
    expect(page.get_by_text("Completed").first).to_be_visible(timeout=30_000)
    run.click()
    page.get_by_role("tab", name="Artifacts").click()
    expect(page.get_by_text("ingest-news-funnel").first).to_be_visible()
    keep_picture(page, "run")
    open_artifact(page, up, "ingest-news-funnel")
    expect(page.get_by_text("صباح البلدات").first).to_be_visible()
    keep_picture(page, "funnel")
    open_artifact(page, up, "ingest-news-summary")
    headline = page.get_by_text("افتتاح محطة لتحلية المياه بالطاقة الشمسية في مرسى الزيتون").first
    expect(headline).to_be_visible()
    assert headline.evaluate("node => getComputedStyle(node.closest('[dir]') || node).direction") == "rtl"
    keep_picture(page, "summary")


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
