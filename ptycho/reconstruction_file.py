"""A reconstructed object, read from and written to the files that hold one.

Dimensions: M positions, N patch side, P incoherent probe modes, H W object canvas.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import numpy.typing as npt

from ptycho.archives import check_regular
from ptycho.npz_file import ArrayHeader, read_array, read_headers
from ptycho_generated.faults import Fault, InputError

RECONSTRUCTION_NAME = "reconstruction.npz"
_HDF5_SIGNATURE = b"\x89HDF\r\n\x1a\n"

# ptychodus counts positions from the middle of an array, which for an even number of pixels lies
# between two of them; in the contract a patch is centred on the pixel after its middle.
_HALF_PIXEL = 0.5


@dataclass(frozen=True, eq=False)
class ObjectFile:
    """An object (H,W) and where it is.

    ``weight`` (H,W) is the illumination received, one everywhere where the file says nothing;
    element [i, j] sits at ``origin_yx + (i, j)`` in the frame of the scan positions, (i, j) where
    the file says nothing; ``probe`` (P,N,N).
    """

    path: Path
    object: npt.NDArray[np.complex64]
    weight: npt.NDArray[np.float32]
    origin_yx: npt.NDArray[np.float64]
    probe: npt.NDArray[np.complex64] | None
    is_truth: bool


def load_object(path: Path) -> ObjectFile:
    """The object in a result folder, a reconstruction, a scan with a truth, or a ptychodus product.

    Raises InputError for a file that is missing, damaged, or holds no object.
    """
    file = path / RECONSTRUCTION_NAME if path.is_dir() else path
    check_regular(file)
    try:
        with file.open("rb") as opened:
            is_hdf5 = opened.read(8) == _HDF5_SIGNATURE
    except OSError:
        is_hdf5 = False  # the reader of NPZ files says what is wrong
    return _from_product(file) if is_hdf5 else _from_npz(file)


def _from_npz(path: Path) -> ObjectFile:
    headers = read_headers(path)
    key = next((name for name in ("object", "objectGuess") if name in headers), None)
    if (
        key is None
        or headers[key].dtype.kind not in "uifc"
        or len(headers[key].shape) not in (2, 3)
    ):
        found = ", ".join(sorted(headers)) or "none"
        problem = f"holds no object (keys in the file: {found})"
        raise InputError(
            [Fault(str(path), problem, "give a reconstruction or a scan with a truth")]
        )
    array = read_array(path, key, headers[key]).astype(np.complex64)
    object_ = _one_image(path, array)
    weight = np.ones(object_.shape, np.float32)
    if "weight" in headers and _is_real(headers["weight"], object_.shape):
        weight = read_array(path, "weight", headers["weight"]).astype(np.float32)
    origin = np.zeros(2)
    if "origin_yx" in headers and _is_real(headers["origin_yx"], (2,)):
        origin = read_array(path, "origin_yx", headers["origin_yx"]).astype(np.float64)
    probe = None
    for name in ("probe", "probeGuess"):
        if name in headers and _is_image(headers[name]):
            modes = read_array(path, name, headers[name]).astype(np.complex64)
            probe = modes.reshape(-1, *modes.shape[-2:])
    return _checked(ObjectFile(path, object_, weight, origin, probe, key == "objectGuess"))


def _one_image(path: Path, array: npt.NDArray[np.complex64]) -> npt.NDArray[np.complex64]:
    """The object (H,W), the first layer of several."""
    if array.ndim not in (2, 3) or array.size == 0:
        fault = Fault(str(path), f"its object has shape {array.shape}", "save it as (H, W)")
        raise InputError([fault])
    return array[0] if array.ndim == 3 else array


def _is_real(header: ArrayHeader, shape: tuple[int, ...]) -> bool:
    return header.dtype.kind in "buif" and header.shape == shape


def _is_image(header: ArrayHeader) -> bool:
    return header.dtype.kind in "uifc" and len(header.shape) in (2, 3) and 0 not in header.shape


def _from_product(path: Path) -> ObjectFile:
    """The origin of a product is its own: its positions are metres about the object's centre."""
    from ptycho.hdf5_file import dataset, length, number, opened, read_whole

    with opened(path) as file:
        found, modes = dataset(path, file, "object"), dataset(path, file, "probe")
        if found is None or found.dtype.kind not in "uifc":
            problem = f"holds no object (found: {', '.join(sorted(file)) or 'nothing'})"
            raise InputError([Fault(str(path), problem, "give a ptychodus product")])
        object_ = _one_image(path, read_whole(path, found).astype(np.complex64))
        probe = None
        if modes is not None and modes.dtype.kind in "uifc" and modes.ndim > 1 and modes.size:
            probe = read_whole(path, modes).astype(np.complex64)
            probe = probe.reshape(-1, *probe.shape[-2:])
        pixel_m = length(found.attrs.get("pixel_width_m"))
        centre = [number(found.attrs.get(f"center_{axis}_m")) for axis in "yx"]
    origin = np.zeros(2)
    if pixel_m is not None and None not in centre:
        middle = (np.array(object_.shape) - 1) / 2
        origin = np.array(centre, np.float64) / pixel_m - middle - _HALF_PIXEL
    weight = np.ones(object_.shape, np.float32)
    return _checked(ObjectFile(path, object_, weight, origin, probe, is_truth=False))


def _checked(found: ObjectFile) -> ObjectFile:
    parts: dict[str, npt.NDArray[Any]] = {
        "object": found.object,
        "weight": found.weight,
        "origin_yx": found.origin_yx,
    }
    if found.probe is not None:
        parts["probe"] = found.probe
    odd = [name for name, array in parts.items() if not np.isfinite(array).all()]
    if odd:
        fault = Fault(str(found.path), f"its {odd[0]} holds NaN or Inf", "write it again")
        raise InputError([fault])
    return found


def save_product(
    path: Path,
    object_: npt.NDArray[np.complex64],
    origin_yx: npt.NDArray[np.float64],
    probe: npt.NDArray[np.complex64],
    positions_yx_px: npt.NDArray[np.float64],
    *,
    pixel_size_m: float | None,
    name: str,
) -> None:
    """Write a ptychodus product: object (H,W), probe (P,N,N) and positions (M,2), in metres.

    The probe may be in any unit; ``origin_yx`` (2,), where element [0, 0] of the object is, and the
    positions are given in pixels.
    Where the size of an object pixel is not known it is written as one metre, so that metres are
    pixels. The detector distance and the photon energy are not known and written as zero. A few
    rows and columns are repeated at an edge, so that the object is centred on the scan to a quarter
    of a pixel: a backend of ptychodus is not told where the centre is and has to assume this.
    """
    object_, origin_yx = _centred(object_, origin_yx, positions_yx_px)
    pixel = 1.0 if pixel_size_m is None else pixel_size_m
    centre = (np.asarray(origin_yx) + (np.array(object_.shape) - 1) / 2 + _HALF_PIXEL) * pixel
    with h5py.File(path, "w") as file:
        file.attrs.update(_metadata(name))
        file["probe_position_indexes"] = np.arange(len(positions_yx_px))
        file["probe_position_y_m"] = positions_yx_px[:, 0] * pixel
        file["probe_position_x_m"] = positions_yx_px[:, 1] * pixel
        size: dict[str, Any] = {"pixel_height_m": pixel, "pixel_width_m": pixel}
        file["probe"] = probe[None]
        file["probe"].attrs.update(size)
        file["object"] = object_[None]
        file["object"].attrs.update(size | {"center_y_m": centre[0], "center_x_m": centre[1]})
        file["object_layer_spacing_m"] = np.zeros(0)
        file["loss_epochs"], file["loss_values"] = np.zeros(0, np.int64), np.zeros(0)


def _centred(
    object_: npt.NDArray[np.complex64],
    origin_yx: npt.NDArray[np.float64],
    positions_yx_px: npt.NDArray[np.float64],
) -> tuple[npt.NDArray[np.complex64], npt.NDArray[np.float64]]:
    """The object (H,W), longer at an edge where its middle is not that of the positions."""
    middle = np.asarray(origin_yx) + (np.array(object_.shape) - 1) / 2
    wanted = (positions_yx_px.min(0) + positions_yx_px.max(0)) / 2 - _HALF_PIXEL
    missing = np.rint(2 * (wanted - middle)).astype(int)
    before, after = np.maximum(-missing, 0), np.maximum(missing, 0)
    padded = np.pad(object_, np.stack([before, after], axis=-1).tolist(), mode="edge")
    return padded, np.asarray(origin_yx) - before


def _metadata(name: str) -> dict[str, Any]:
    numbers = (
        "detector_object_distance_m",
        "photon_energy_eV",
        "probe_photon_count",
        "exposure_time_s",
        "mass_attenuation_m2_per_kg",
        "tomography_angle_deg",
        "focus_object_distance_m",
        "tilt_angle_deg",
    )
    return {"name": name, "comments": "", "far_field": True} | dict.fromkeys(numbers, 0.0)
