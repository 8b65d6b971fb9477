"""The register names every system that decides about people, as it runs (DEC-9).

Parameters and version belong together: whoever changes what a system depends on raises its version,
its date and what is different, then writes the new pair here.
"""

import hashlib

from ouvrage.base import agreement
from ouvrage.jobs.schedule import SCHEDULE
from ouvrage.rights.register import SYSTEMS

PUBLISHED = {
    "offer_order": (1, "3636250a4d88"),
    "turns": (1, "c899387e8a79"),
    "deadline_acceptance": (1, "c35ac4d4a48a"),
    "final_refusals": (1, "507728f05b33"),
    "refusal_holds": (1, "d06fb6dca378"),
    "scores": (1, "96ba84e73398"),
    "gold_checks": (1, "810a0d72b52f"),
    "exposure_caps": (1, "78c3308d51ec"),
    "floor_audit": (1, "5091f0297b72"),
    "restriction_proposals": (1, "63e9e05124df"),
    "appeals_deadline": (1, "ea439cb444a0"),
    "test_scores": (1, "9b6a9a86cb0f"),
    "requirements": (1, "475e592eeb19"),
    "question_silence": (1, "88f3829006cc"),
    "employment_offer": (1, "705bae01f471"),
}
KNOWN = {
    "offer_order",
    "turns",
    "deadline_acceptance",
    "final_refusals",
    "refusal_holds",
    "scores",
    "gold_checks",
    "exposure_caps",
    "floor_audit",
    "employment_offer",
    "restriction_proposals",
    "appeals_deadline",
    "test_scores",
    "requirements",
    "question_silence",
}
# Jobs that keep house: they move, count, send or close what is decided, and decide about nobody.
HOUSEKEEPING = {
    "ask_monthly_payouts",
    "close_months",
    "close_readings",
    "deliver_outbox",
    "erase_due",
    "expire_leases",
    "finish_batches",
    "free_held",
    "fold_time",
    "make_copies",
    "measure_time",
    "measure_unpaid",
    "pay_credits",
    "record_contracts",
    "release_finished",
    "release_reserves",
    "seal_journal",
    "send_digests",
    "send_letters",
    "shred_erased",
    "sweep_copies",
    "sweep_imports",
    "sweep_uploads",
    "tell_available",
    "tell_contracts",
    "tell_statements",
    "write_digests",
}


def _digest(system_key: str) -> str:
    (system,) = [row for row in SYSTEMS if row.key == system_key]
    text = "\n".join(parameter.sentence for parameter in system.parameters(agreement.read(b"")))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def test_every_known_system_stands_in_the_register_once() -> None:
    keys = [system.key for system in SYSTEMS]
    assert sorted(keys) == sorted(set(keys))
    assert set(keys) == KNOWN


def test_each_system_says_what_it_needs_to() -> None:
    for system in SYSTEMS:
        assert system.data, system.key
        assert system.sentences(agreement.read(b"")), system.key
        assert all((system.name, system.purpose, system.owner, system.change)), system.key


def test_every_job_decides_for_a_system_or_keeps_house() -> None:
    deciding = {job for system in SYSTEMS for job in system.jobs}
    assert {job.name for job in SCHEDULE} - deciding - HOUSEKEEPING == set()


def test_a_change_of_parameters_is_a_new_version() -> None:
    """DEC-9: a change needs notice; the version and its date are what people see."""
    now = {system.key: (system.version, _digest(system.key)) for system in SYSTEMS}
    assert now == PUBLISHED


def test_figures_are_those_in_force() -> None:
    (appeals,) = [system for system in SYSTEMS if system.key == "appeals_deadline"]
    own = agreement.read(b"[appeals]\nanswer_days = 7")
    assert appeals.sentences(own)[0] == "Days within which a person decides: 7"
