"""Classical iterative solvers on the same physics as the networks; `engines` finds them by name."""
