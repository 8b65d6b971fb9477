"""The register names every system that decides about people, as it runs (DEC-9).

Parameters and version belong together: whoever changes what a system depends on raises its version,
its date and what is different, then writes the new pair here.
"""

import hashlib
from dataclasses import fields

from ouvrage.base import agreement
from ouvrage.jobs.schedule import SCHEDULE
from ouvrage.rights.register import SYSTEMS

PUBLISHED = {
    "offer_order": (1, "3636250a4d88"),
    "turns": (1, "c899387e8a79"),
    "deadline_acceptance": (1, "c35ac4d4a48a"),
    "final_refusals": (2, "52ca4380e78a"),
    "refusal_holds": (4, "c2ac7cea50a9"),
    "scores": (2, "bca4f4689e9f"),
    "gold_checks": (1, "810a0d72b52f"),
    "exposure_caps": (2, "99179a330e54"),
    "floor_audit": (2, "1a51143cd4d0"),
    "restriction_proposals": (2, "c8f505a477dc"),
    "appeals_deadline": (2, "c08d16d09fe6"),
    "test_scores": (1, "9b6a9a86cb0f"),
    "requirements": (1, "475e592eeb19"),
    "question_silence": (1, "88f3829006cc"),
    "employment_offer": (1, "705bae01f471"),
    "label_holds": (1, "21a11a1d6e41"),
    "task_pulls": (1, "665c1f482710"),
    "stop_gate": (1, "97675730b667"),
    "paid_time": (1, "5e38f8cbd329"),
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
    "paid_time",
    "stop_gate",
    "task_pulls",
    "label_holds",
}
SAME_FOR_ALL = "a period or an amount that is the same for everybody; it decides about nobody"
PERSON = "days within which a person has to act"
# Figures of the agreement on which no decision about a person depends, and why.
UNNAMED = {
    "time.telemetry_days": SAME_FOR_ALL,
    "reserves.quality_permille": "what a requester sets aside",
    "reserves.interest_permille_a_year": SAME_FOR_ALL,
    "restrictions.explanation_days": PERSON,
    "restrictions.rectify_days": PERSON,
    "restrictions.compensation_cents": SAME_FOR_ALL,
    "status.contract_notice_days": SAME_FOR_ALL,
    "payouts.least_cents": SAME_FOR_ALL,
    "payouts.within_days": PERSON,
    "voice.away_days": "letters that a person asked for stop; nothing else follows",
    "data.copy_days": SAME_FOR_ALL,
    "data.erasure_days": SAME_FOR_ALL,
    "publicity.answers_least": "figures about requesters",
    "publicity.workers_least": "figures about requesters",
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
    "make_copies",
    "measure_unpaid",
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
    "tell_register",
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


def test_every_agreed_figure_is_named_or_decides_about_nobody() -> None:
    """DEC-9: parameters and weights; a figure counts as named when a sentence shows its value."""
    unnamed = {
        f"{subject.name}.{figure.name}"
        for subject in fields(agreement.Agreement)
        for figure in fields(getattr(agreement.read(b""), subject.name))
        if not _is_named(subject.name, figure.name)
    }
    assert unnamed == set(UNNAMED)


def _is_named(subject: str, figure: str) -> bool:
    own = agreement.read(f"[{subject}]\n{figure} = 7654321".encode())
    return any("7654321" in said for system in SYSTEMS for said in system.sentences(own))
