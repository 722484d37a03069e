"""Pages of the site that are written elsewhere in the repository, and links between them.

MkDocs calls these functions by name (`hooks` in mkdocs.yml). The files stay where a reader of the
repository expects them; here they are brought under one roof and their links are turned to it.
"""

from __future__ import annotations

import ast
import os
import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, Files

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent

# Path below the repository -> page of the site.
ELSEWHERE = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
    "generated/docs/knobs.md": "knobs.md",
    "generated/docs/surfaces.md": "surfaces.md",
    "spec/ptychodus_api_spec.md": "specification.md",
}
# Page of the reference -> title and package whose modules it shows.
REFERENCE = {
    "notebook": ("Notebook", "ptycho_torch.notebook"),
    "physics": ("Physics", "ptycho_torch.physics"),
    "solver": ("Classical engines", "ptycho_torch.solver"),
    "evaluation": ("Scores and pictures", "ptycho_torch.evaluation"),
    "data": ("Groups of patterns", "ptycho_torch.data"),
    "model": ("Networks", "ptycho_torch.model"),
    "trainer": ("Trainer", "ptycho_torch.trainer"),
    "workflows": ("Workflows", "ptycho_torch.workflows"),
    "api": ("Programming interface of ptychodus", "ptycho_torch.api"),
    "factory": ("Configuration factory", "ptycho_torch.config_factory"),
    "ptycho": ("Data contract and simulator", "ptycho"),
}
_LINK = re.compile(r"(!?\[[^\]]*\]\()([^)\s#]+)(#[^)]*)?\)")
_HIDDEN = re.compile(r"^<!--.*?-->\n?", re.MULTILINE | re.DOTALL)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put pages of docs/ that the navigation does not name at its end, so that none is lost."""
    named = set(re.findall(r"[\w/.-]+\.md", str(config.nav)))
    docs = ROOT / "docs"
    pages = sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))
    more = [page for page in pages if page not in named]
    if more and config.nav is not None:
        config.nav.append({"More": more})
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that lie outside docs/, and one page of reference for each package."""
    for source, uri in ELSEWHERE.items():
        text = (ROOT / source).read_text(encoding="utf-8")
        files.append(File.generated(config, uri, content=text))
    for name, (title, package) in REFERENCE.items():
        content = _reference(title, package)
        files.append(File.generated(config, f"reference/{name}.md", content=content))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turn links to files of the repository into links to pages; drop remarks for tests."""
    uri = page.file.src_uri
    here = posixpath.dirname(source_of(uri))

    def turned(match: re.Match[str]) -> str:
        opening, target, anchor = match[1], match[2], match[3] or ""
        if "://" in target or target.startswith("mailto:"):
            return match[0]
        path = posixpath.normpath(posixpath.join(here, target))
        to = ELSEWHERE.get(path) or path.removeprefix("docs/")
        if files.get_file_from_path(to) is None and (ROOT / path).exists():
            return match[0].partition("](")[0].lstrip("!").lstrip("[")  # in a checkout only
        relative = posixpath.relpath(to, posixpath.dirname(uri) or ".")
        return f"{opening}{relative}{anchor})"

    return _HIDDEN.sub("", _LINK.sub(turned, markdown))


def source_of(uri: str) -> str:
    """Path below the repository of what a page of the site shows."""
    return next((path for path, page in ELSEWHERE.items() if page == uri), f"docs/{uri}")


def modules_of(package: str) -> list[str]:
    """Modules of a package, or the module itself, that define something public."""
    path = ROOT / package.replace(".", os.sep)
    if not path.is_dir():
        return [package]
    found = []
    for file in sorted(path.rglob("*.py")):
        nodes = ast.parse(file.read_text(encoding="utf-8")).body
        if any(
            isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            for node in nodes
        ):
            parts = file.relative_to(ROOT).with_suffix("").parts
            found.append(".".join(parts).removesuffix(".__init__"))
    return found


def _reference(title: str, package: str) -> str:
    blocks = "\n\n".join(f"::: {module}" for module in modules_of(package))
    return f"# {title}\n\n{blocks}\n"
