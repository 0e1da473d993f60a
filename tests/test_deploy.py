"""The files of deploy/ hold together, as far as that can be told without a container engine."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import prefect.settings
import pytest
import yaml

from flows.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
MANIFESTS: list[dict[str, Any]] = list(
    yaml.safe_load_all((DEPLOY / "kubernetes" / "dask.yaml").read_text("utf-8"))
)
TEMPLATE: dict[str, Any] = json.loads((DEPLOY / "kubernetes" / "base-job-template.json").read_text("utf-8"))
DOCKERFILE = (DEPLOY / "Dockerfile").read_text("utf-8")
PAGES = {page.name: page.read_text("utf-8") for page in DEPLOY.glob("*.md")}


def containers() -> Iterator[dict[str, Any]]:
    for manifest in MANIFESTS:
        if manifest["kind"] == "Deployment":
            yield from manifest["spec"]["template"]["spec"]["containers"]


def commands() -> Iterator[list[str]]:
    """Every command that a file or a page gives to Python in the image."""
    for service in COMPOSE["services"].values():
        if "command" in service:
            yield from spelled_out(service["command"])
    for container in containers():
        yield container["command"]
    for page in PAGES.values():
        for line in re.findall(r"python -m (?:prefect|flows|distributed)[^`\n]*", page):
            yield shlex.split(line.rstrip(".").replace("...", ""))


def spelled_out(command: str) -> Iterator[list[str]]:
    """The commands of a shell's line, each as Python's."""
    words = shlex.split(command)
    line = words[2] if words[:2] == ["sh", "-c"] else command
    for part in re.split(r"&&|\bexec\b", line):
        found = re.search(
            r"\b(?:python -m )?(prefect|flows\.\w+|distributed\.cli\.\w+) ?(.*)", part.strip(), re.S
        )
        if found and not part.strip().startswith("PREFECT_"):
            yield ["python", "-m", found[1], *shlex.split(found[2])]


def images() -> Iterator[str]:
    yield from re.findall(r"^FROM (\S+)", DOCKERFILE, re.M)
    yield from (service["image"] for service in COMPOSE["services"].values())
    yield from (container["image"] for container in containers())
    yield TEMPLATE["variables"]["properties"]["image"]["default"]


def environments() -> Iterator[dict[str, str]]:
    yield from (service.get("environment", {}) for service in COMPOSE["services"].values())
    yield from ({one["name"]: one["value"] for one in container.get("env", [])} for container in containers())
    yield TEMPLATE["variables"]["properties"]["env"]["default"]
    for line in re.findall(r"^ENV (.*)", DOCKERFILE, re.M):
        yield dict(one.split("=", 1) for one in line.split())


def test_every_image_has_a_version_and_ours_is_one() -> None:
    assert [image for image in images() if not re.search(r":[0-9]+[.0-9a-z-]*$", image)] == []
    assert {image for image in images() if image.startswith("warraq")} == {"warraq:0.1.0"}
    assert 'version = "0.1.0"' in (ROOT / "pyproject.toml").read_text("utf-8")


ROLES = sorted({tuple(command) for command in commands()})


@pytest.mark.parametrize("command", ROLES, ids=[" ".join(role[2:6]) for role in ROLES])
def test_every_command_and_each_of_its_options_exists(command: tuple[str, ...]) -> None:
    assert command[:2] == ("python", "-m")
    module, *arguments = command[2:]
    if module.startswith("flows."):
        assert (ROOT / f"{module.replace('.', '/')}.py").is_file()
        return
    verbs: list[str] = []
    for argument in arguments if module == "prefect" else []:
        if not re.fullmatch("[a-z-]+", argument) or argument.startswith("-") or argument == "warraq":
            break
        verbs.append(argument)
    if arguments[:1] == ["--no-prompt"]:
        verbs = ["deploy"]

    told = subprocess.run(
        [sys.executable, "-m", module, *verbs[:2], "--help"], capture_output=True, text=True, timeout=120
    )

    plain = re.sub(r"\x1b\[[0-9;]*m", "", told.stdout)
    assert told.returncode == 0, told.stderr
    known = {*re.findall(r"--[a-z][a-z-]*", plain), "--no-prompt"}
    assert {one for one in arguments if one.startswith("--")} <= known


def test_every_setting_is_one_that_is_known() -> None:
    ours = {f"WARRAQ_{name.upper()}" for name in Settings.model_fields} | {"WARRAQ_ROOT"}
    others = {
        "POSTGRES_USER",
        "POSTGRES_PASSWORD",
        "POSTGRES_DB",
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES",
        "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL",
    }
    others |= {"POSTGRES_PASSWORD_FILE", "PYTHONUTF8", "PYTHONUNBUFFERED", "PIP_NO_CACHE_DIR", "DO_NOT_TRACK"}

    names = {name for environment in environments() for name in environment}

    unknown = names - ours - others
    assert {name for name in unknown if not hasattr(prefect.settings, name)} == set()
    assert {"WARRAQ_DASK", "WARRAQ_DATA_FOLDER", "PREFECT_API_URL"} <= names


def test_what_compose_refers_to_is_there() -> None:
    services, volumes = COMPOSE["services"], COMPOSE["volumes"]
    for service in services.values():
        for name, wanted in service.get("depends_on", {}).items():
            assert name in services
            assert wanted["condition"] != "service_healthy" or "healthcheck" in services[name]
        assert {volume.partition(":")[0] for volume in service.get("volumes", [])} <= set(volumes)
        for address in re.findall(r"(?:tcp|http)://([a-z-]+):[0-9]+", json.dumps(service)):
            assert address in services
    build = services["worker"]["build"]
    assert (DEPLOY / build["context"] / build["dockerfile"]).resolve() == DEPLOY / "Dockerfile"
    shared = [name for name, service in services.items() if "data:/data" in service.get("volumes", [])]
    assert shared == ["worker", "dask-worker"]


def test_what_the_image_copies_is_there_and_no_secret_is_among_it() -> None:
    copied = [source for line in re.findall(r"^COPY (.*) \S+$", DOCKERFILE, re.M) for source in line.split()]
    left_out = (ROOT / ".dockerignore").read_text("utf-8").split()

    assert [source for source in copied if not (ROOT / source).exists()] == []
    secrets = {secret["file"].removeprefix("./") for secret in COMPOSE["secrets"].values()}
    assert {f"deploy/{name}" for name in secrets} <= set(left_out)


def test_the_images_libraries_are_those_of_the_lock() -> None:
    lock = (ROOT / "requirements.txt").read_text("utf-8")
    image = (DEPLOY / "requirements.txt").read_text("utf-8")
    versions = re.compile(r"^([a-z0-9.-]+)==(\S+)", re.M)

    locked, used = dict(versions.findall(lock)), dict(versions.findall(image))

    assert {
        name: (version, locked.get(name)) for name, version in used.items() if locked.get(name) != version
    } == {}
    assert {"prefect", "duckdb", "s3fs", "distributed", "duckdb-extension-ducklake"} <= set(used)
    assert not {"pytest", "playwright", "moto"} & set(used)


def test_what_is_installed_beside_the_lock_wants_no_hashes() -> None:
    """With a hash in its constraints, pip refuses whatever has none."""
    files = re.findall(r"--constraint (\S+)", DOCKERFILE)
    made = re.findall(r"sed (-e '[^']*' -e '[^']*') (\S+) > (\S+)", DOCKERFILE)

    assert files == [file for _, _, file in made] == ["constraints.txt"]
    ((expressions, source, _),) = made
    command = ["sed", *shlex.split(expressions), str(DEPLOY / source)]
    constraints = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    lines = [line for line in constraints.splitlines() if not line.lstrip().startswith("#")]
    assert "prefect==3.8.8" in lines
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9._-]+==[^ \\]+( ; .*)?", line)] == []


def test_the_job_template_fills_each_of_its_places() -> None:
    places = set(re.findall(r"\{\{ (\w+) \}\}", json.dumps(TEMPLATE["job_configuration"])))
    pod = TEMPLATE["job_configuration"]["job_manifest"]["spec"]["template"]["spec"]

    assert places == set(TEMPLATE["variables"]["properties"])
    mounted = {mount["name"] for container in pod["containers"] for mount in container["volumeMounts"]}
    assert mounted == {volume["name"] for volume in pod["volumes"]}


def test_kubernetes_parts_find_one_another() -> None:
    deployments = [one["spec"] for one in MANIFESTS if one["kind"] == "Deployment"]
    labels = [one["template"]["metadata"]["labels"] for one in deployments]
    (service,) = (one for one in MANIFESTS if one["kind"] == "Service")
    dask = TEMPLATE["variables"]["properties"]["env"]["default"]["WARRAQ_DASK"]

    assert service["spec"]["selector"] in labels
    assert dask == f"tcp://{service['metadata']['name']}:{service['spec']['ports'][0]['port']}"
    assert [one["selector"]["matchLabels"] for one in deployments] == labels
    assert all(dask in json.dumps(container) for container in containers() if container["name"] == "worker")


def test_pages_name_files_that_are_there() -> None:
    named = {(page, name) for page, text in PAGES.items() for name in re.findall(r"\]\(([^)#]+)\)", text)}
    named |= {
        (page, f"../{name}")
        for page, text in PAGES.items()
        for name in re.findall(r"deploy/[\w/.-]+\.\w+", text)
    }

    assert {name for page, name in named if not (DEPLOY / name).exists()} <= {
        "../deploy/database-password.txt"
    }
