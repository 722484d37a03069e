"""Bundles under the path that programs import them from."""

from ptycho_torch.workflows.programs import (
    load_inference_bundle_torch,
    load_torch_bundle,
    save_torch_bundle,
)

__all__ = ["load_inference_bundle_torch", "load_torch_bundle", "save_torch_bundle"]
