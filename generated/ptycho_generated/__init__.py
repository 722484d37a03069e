# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 9fdf17f7144a6626 text 5348cad2119d425a

"""The configuration layer that the registry spec/knobs.yaml defines."""
