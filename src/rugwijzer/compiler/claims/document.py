"""`proofs.json`: which claims were proved, and of exactly which guideline.

Whoever shows the status of a claim reads it here; without the solver, and only while the guideline
and its claims are still those that were proved.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

FILE = "proofs.json"


@dataclass(frozen=True)
class Proofs:
    """What was proved of one guideline. `claims` gives each claim its status."""

    digest: str
    claims_digest: str
    claims: Mapping[str, str]
    findings: tuple[Mapping[str, str], ...]


def write_proofs(folder: Path, proofs: Proofs) -> Path:
    """Write the document beside the guideline."""
    path = folder / FILE
    document = {
        "digest": proofs.digest,
        "claims_digest": proofs.claims_digest,
        "claims": dict(proofs.claims),
        "findings": [dict(each) for each in proofs.findings],
    }
    path.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    return path


def read_proofs(folder: Path, digest: str, claims_digest: str) -> Proofs | None:
    """What was proved of the guideline with these digests; None if nothing, or of another one."""
    try:
        document = json.loads((folder / FILE).read_text(encoding="utf-8"))
        found = Proofs(
            document["digest"],
            document["claims_digest"],
            {str(name): str(status) for name, status in document["claims"].items()},
            tuple(document["findings"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return found if (found.digest, found.claims_digest) == (digest, claims_digest) else None


def all_proved(claims: Iterable[str], proofs: Proofs | None) -> bool:
    """Whether every one of these claims was proved."""
    return proofs is not None and all(proofs.claims.get(name) == "proved" for name in claims)
