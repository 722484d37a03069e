"""Physics of far-field ptychography: pure, differentiable functions of tensors."""
