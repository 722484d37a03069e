"""Where the generator reads and writes, as paths below the repository."""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
REGISTRY: Final = "spec/knobs.yaml"
COVERAGE: Final = "spec/coverage.yaml"
DOCUMENTS: Final = (
    "spec/ptychodus_api_spec.md",
    "docs/workflows/pytorch.md",
    "docs/coverage.md",
)
INPUTS: Final = (REGISTRY, COVERAGE, *DOCUMENTS)
