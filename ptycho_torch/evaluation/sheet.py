"""One way to write a sheet of panels as a picture."""

from os import PathLike
from pathlib import Path

from matplotlib.figure import Figure

from ptycho.atomic import whole_file


def write_png(figure: Figure, path: str | PathLike[str], dpi: int) -> None:
    """Write a figure as PNG on white, whole or not at all."""
    with whole_file(Path(path)) as partial:
        figure.savefig(partial, dpi=dpi, format="png", facecolor="white")
