"""Uses a server as users do, by the libraries that they have: clients.py LANDING_PAGE PACKAGE

Prints a line for each thing that works, and ends with an error at the first that does not.
"""

import json
import sys
import time

import pystac
import pystac_client
import requests
import yaml
from ogc_api_processes_client.api_client_wrapper import ApiClientWrapper
from ogc_api_processes_client.configuration import Configuration
from owslib.ogcapi.processes import Processes

root = sys.argv[1].rstrip("/")
with open(sys.argv[2], encoding="utf-8") as file:
    package = file.read()

# As the guide of EOEPCA has it.
ASYNCHRONOUS = {"accept": "*/*", "Prefer": "respond-async;return=representation", "Content-Type": "application/json"}


def done(client, what):
    print(f"{client}: {what}")


def deploy(client, body, media_type, headers=None):
    answer = requests.post(f"{root}/processes", data=body, headers={"Content-Type": media_type, **(headers or {})}, timeout=60)
    assert answer.status_code == 201, (answer.status_code, answer.text)
    done(client, f"deployed as {media_type}")
    return answer


def undeploy(process):
    assert requests.delete(f"{root}/processes/{process}", timeout=60).status_code == 204


def until_ended(status):
    """Asks as the documentation of these clients says: again and again."""
    for _ in range(300):
        now = status()
        if now in ("successful", "failed", "dismissed"):
            return now
        time.sleep(0.5)
    raise AssertionError("the job did not end")


def owslib():
    client = Processes(root)
    assert "note" in [process["id"] for process in client.processes()]
    described = client.process("note")
    assert described["inputs"]["text"]["schema"]["type"] == "string"
    done("OWSLib", "lists and describes")
    job = client.execute("note", inputs={"text": "by OWSLib"}, async_=True)
    location = client.response_headers["Location"]
    assert location.endswith(job["jobID"])
    assert until_ended(lambda: requests.get(location, timeout=60).json()["status"]) == "successful"
    results = requests.get(location + "/results", timeout=60).json()
    assert results["catalog"]["value"]["features"][0]["id"] == "one"
    done("OWSLib", "executes, and the results are there")
    answer = client.execute("echo", inputs={"string": "at once"})
    assert "at once" in json.dumps(answer), answer
    done("OWSLib", "executes synchronously")


def ogc_api_processes_client():
    client = ApiClientWrapper(Configuration(host=root))
    assert client.get_landing_page().links
    assert any("core" in each for each in client.get_conformance_classes().conforms_to)
    assert "note" in [process.id for process in client.get_processes().processes]
    described = client.get_process_description(process_id="note")
    assert set(described.inputs) == {"text", "seconds"}
    done("ogc-api-processes-client", "lists and describes")
    job = client.execute_simple(process_id="note", execute={"inputs": {"text": "by the client"}}, _headers=dict(ASYNCHRONOUS))
    assert until_ended(lambda: client.get_status(job_id=job.job_id).status.value) == "successful"
    done("ogc-api-processes-client", "executes and monitors")
    # Its models of results lose what is in objects of any kind (value: None), whichever server answers: the answer itself is read.
    assert set(client.get_result(job_id=job.job_id)) == {"catalog"}
    results = json.loads(client.result_api.get_result_without_preload_content(job_id=job.job_id).data)
    items = pystac.ItemCollection.from_dict(results["catalog"]["value"])
    assert [item.id for item in items] == ["one"], items
    done("ogc-api-processes-client", "reads the results as items")
    assert job.job_id in [each.job_id for each in client.get_jobs().jobs]
    long = client.execute_simple(process_id="note", execute={"inputs": {"text": "never", "seconds": 600}}, _headers=dict(ASYNCHRONOUS))
    assert client.dismiss(job_id=long.job_id).status.value == "dismissed"
    done("ogc-api-processes-client", "lists jobs and dismisses one")
    return job.job_id


def stac(job):
    items = pystac.ItemCollection.from_dict(requests.get(f"{root}/jobs/{job}/results", timeout=60).json()["catalog"]["value"])
    note = items[0].assets["note"].get_absolute_href()
    assert requests.get(note, timeout=60).text == "by the client\n", note
    done("pystac", "reads the items and opens an asset")
    catalog = next(link.get_absolute_href() for link in items[0].links if link.rel == "root")
    walked = pystac.Catalog.from_file(catalog)
    assert [item.id for item in walked.get_items(recursive=True)] == ["one"]
    done("pystac", "walks the catalog")
    opened = pystac_client.Client.open(catalog)
    assert [item.id for item in opened.get_items(recursive=True)] == ["one"]
    done("pystac-client", "opens the catalog")


def weaver():
    """Weaver's own client does not install beside the others; these are the requests of its documentation."""
    deployment = {
        "processDescription": {"process": {"id": "weaver-note", "title": "A note", "keywords": ["note"]}},
        "executionUnit": [{"unit": yaml.safe_load(package)}],
        "deploymentProfileName": "http://www.opengis.net/profiles/eoc/dockerizedApplication",
    }
    deploy("Weaver", json.dumps(deployment), "application/json", {"Accept": "application/json"})
    described = requests.get(f"{root}/processes/weaver-note", headers={"Accept": "application/json"}, timeout=60).json()
    assert described["id"] == "weaver-note", described
    execution = {
        "mode": "async",
        "response": "document",
        "inputs": [{"id": "text", "value": "by Weaver"}],
        "outputs": [{"id": "catalog", "transmissionMode": "value"}],
    }
    # Its older form, of drafts before 1.0, is no request of the standard: refused in words.
    answer = requests.post(f"{root}/processes/weaver-note/execution", json=execution, timeout=60)
    assert answer.status_code == 400 and "an object with a member for each input" in answer.json()["detail"], answer.text
    execution["inputs"] = {"text": "by Weaver"}
    execution["outputs"] = {"catalog": {"transmissionMode": "reference"}}
    answer = requests.post(f"{root}/processes/weaver-note/execution", json=execution, headers={"Prefer": "respond-async, wait=5"}, timeout=60)
    assert answer.status_code in (200, 201), answer.text
    location = answer.headers["Location"]
    assert until_ended(lambda: requests.get(location, timeout=60).json()["status"]) == "successful"
    assert "catalog" in requests.get(location + "/results", timeout=60).json()
    # Beside these it has /logs, /exceptions and /statistics, which are its own: here each step has a log, and the status says why a job failed.
    for part in ("inputs", "outputs"):
        answer = requests.get(f"{location}/{part}", headers={"Accept": "application/json"}, timeout=60)
        assert answer.status_code == 200, answer.text
    done("Weaver", "executes, and the results are there")
    undeploy("weaver-note")


def eoepca():
    """The first steps of EOEPCA's guide: curl, with the package by value and by its kind."""
    unit = {"executionUnit": {"value": yaml.safe_load(package), "type": "application/cwl"}}
    deploy("EOEPCA", json.dumps(unit), "application/json")
    undeploy("note")


eoepca()
deploy("curl", package, "application/cwl+yaml")
owslib()
stac(ogc_api_processes_client())
weaver()
undeploy("note")
