"""The chain over the protocol (TRA-2)."""

import pytest

from tests.doors.api.conftest import PROJECT, Program

pytestmark = pytest.mark.django_db
LINKS = [
    {"legal_name": "Weather Museum", "country": "DE", "role": "client"},
    {"legal_name": "Archive", "country": "FR", "role": "contract", "share_permille": 100},
]


def test_a_default_chain_is_inherited_by_projects_that_name_its_client(program: Program) -> None:
    written = program.put("/organisation/chain", {"links": LINKS})
    assert written.status_code == 200
    shares = [(link["role"], link["share_permille"]) for link in written.json()["links"]]
    assert shares == [("client", 0), ("contract", 100), ("matching", 43), ("execution", 857)]
    project = program.post("/projects", PROJECT | {"end_client": "Weather Museum"}).json()
    chain = program.get(f"/projects/{project['id']}/chain").json()
    assert (chain["source"], chain["hash"]) == ("organisation", written.json()["hash"])
    own = program.put(f"/projects/{project['id']}/chain", {"links": [LINKS[0]]}).json()
    assert own["source"] == "project"
    assert own["hash"] != chain["hash"]


def test_an_own_client_has_the_simple_chain(program: Program) -> None:
    project = program.post("/projects", PROJECT).json()
    chain = program.get(f"/projects/{project['id']}/chain").json()
    assert (chain["source"], chain["hash"]) == ("simple", "")
    assert [link["role"] for link in chain["links"]] == ["client", "matching", "execution"]


def test_faults_name_their_link(program: Program) -> None:
    wrong = [LINKS[0], LINKS[1] | {"country": "fr"}]
    answer = program.put("/organisation/chain", {"links": wrong})
    assert answer.status_code == 422
    faults = answer.json()["error"]
    assert "links.2.country" in str(faults)
