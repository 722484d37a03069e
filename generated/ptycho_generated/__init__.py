# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 9fdf17f7144a6626 form 9f9aeb3b42684696 text 38571f135646677c

"""The configuration layer that the registry spec/knobs.yaml defines."""
