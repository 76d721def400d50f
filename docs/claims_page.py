"""The page of claims: in plain words, as a formula, and whether each is proved."""

from __future__ import annotations

from collections.abc import Iterator

from rugwijzer.compiler import Claim, Guideline, claims_digest, digest, read_files
from rugwijzer.compiler.claims.document import read_proofs
from rugwijzer.compiler.language.guideline import Always, Bounded, NeverLowers, Possible
from rugwijzer.paths import find
from rugwijzer.wording.words import say

PROMISES = {
    1: "When everything is asked, everything is settled",
    2: "Nothing reassuring follows from knowing nothing",
    3: "A worse answer never gives milder advice",
    4: "Not knowing is never milder than no",
    5: "The order of the answers does not matter",
    6: "Everyone gets exactly the plan and the person that fit the advice",
    7: "Every level, person and plan can occur",
    8: "A doctor's look lowers only what the doctor looked at",
}
"""What the numbers of the claims stand for."""


def claims(guideline: Guideline) -> Iterator[str]:
    """Every claim: in plain words, as a formula, and whether it is proved of this guideline."""
    files = read_files(find("guideline"))
    proofs = read_proofs(find("guideline"), digest(files), claims_digest(files))
    proved = sum(status == "proved" for status in proofs.claims.values()) if proofs else 0
    yield "# What is promised to every possible person"
    yield ""
    yield "A claim holds for everyone, or it is refuted: a solver looks through every record"
    yield "there can be, also half-finished ones and those with answers that contradict each"
    yield "other. What is proved is the model that the solver is given. That the engines say the"
    yield "same as that model is tested, not proved. How this works is told in"
    yield "[how claims are proved](../explanation/how-claims-are-proved.md)."
    yield ""
    if proofs is None:
        yield "**None of this is proved of the guideline as it stands now.** Run"
        yield "`rugwijzer guideline prove`."
    else:
        yield f"Of {len(guideline.claims)} claims {proved} are proved of the guideline as it is."
    by_number: dict[int, list[Claim]] = {}
    for claim in guideline.claims.values():
        by_number.setdefault(claim.number or 0, []).append(claim)
    for number in sorted(by_number, key=lambda each: each or 99):
        yield ""
        yield f"## {f'{number}. {PROMISES[number]}' if number else 'Further claims'}"
        for claim in by_number[number]:
            status = "not proved" if proofs is None else proofs.claims.get(claim.name, "not proved")
            yield ""
            yield f"### {claim.name}"
            yield ""
            yield f"> {say(claim.words, 'nl')}"
            yield ">"
            yield f"> {say(claim.words, 'en')}"
            yield ""
            yield f"- {status}"
            yield from claim_form(claim)
            if claim.evidence:
                yield f"- evidence: {', '.join(claim.evidence)}"


def claim_form(claim: Claim) -> Iterator[str]:
    """What a claim says, as it stands in the file."""
    match claim.form:
        case Always(holds, given):
            if given is not None:
                yield f"- given: {code(given.text)}"
            yield f"- always: {code(holds.text)}"
        case Possible(holds):
            yield f"- possible: {code(holds.text)}"
        case Bounded(decision):
            yield f"- bounded: {code(decision)}"
        case NeverLowers() as form:
            change = (
                f"{len(form.changes)} facts" if len(form.changes) > 6
                else ", ".join(code(name) for name in form.changes)
            )  # fmt: skip
            moved = f"from {code(plainly(form.origin))} to {code(plainly(form.target))}"
            yield f"- never lowers {code(form.decision)}: {change}, {moved}"
            if form.members:
                yield f"- members: {', '.join(code(name) for name in form.members)}"
            if form.held:
                yield f"- held equal: {', '.join(code(name) for name in form.held)}"
            if form.given is not None:
                yield f"- given: {code(form.given.text)}"


def plainly(answer: object) -> str:
    """An answer of a claim as the file has it."""
    return str(answer).lower() if isinstance(answer, bool) else str(answer)


def code(text: object) -> str:
    """Text as code."""
    return f"`{' '.join(str(text).split())}`"
