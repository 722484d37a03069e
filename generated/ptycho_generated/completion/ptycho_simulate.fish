# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 8a182bf2824f5287 text b567db83b347fdf3

# Completion of ptycho_simulate in fish: install it in a folder of $fish_complete_path.

complete -c ptycho_simulate -f
complete -c ptycho_simulate -l output-dir -r -F -d 'Folder to write to; made if it does not exist.'
complete -c ptycho_simulate -l overwrite -d 'Replace what is there already, results in the output folder or the converted scan.'
complete -c ptycho_simulate -l no-overwrite -d 'The opposite of --overwrite.'
complete -c ptycho_simulate -l quiet -d 'Show errors only; a check shows warnings too, but nothing that is as it should be.'
complete -c ptycho_simulate -l no-quiet -d 'The opposite of --quiet.'
complete -c ptycho_simulate -l seed -x -d 'Start of every random number.'
complete -c ptycho_simulate -l object-kind -x -a 'mixed	lines in amplitude, discs and texture in phase
cells	fibres in amplitude, cells in phase
circuit	wires of a chip, across in amplitude and down in phase
dead_leaves	overlapping discs of all sizes in both
siemens_star	spokes in amplitude, cells in phase' -d 'What the synthetic object looks like.'
complete -c ptycho_simulate -l object-seed -x -a 'none	drawn from seed' -d 'Start of the random numbers of the object alone.'
complete -c ptycho_simulate -l probe-kind -x -a 'defocus	round aperture out of focus
gaussian	Gaussian without phase
disk	soft disk without phase' -d 'What the synthetic probe looks like.'
complete -c ptycho_simulate -l probe-from -r -F -d 'Scan or result of ptycho_inference whose probe lights the object, in place of a synthetic one; it sets patch_size.'
complete -c ptycho_simulate -l probe-diameter-px -x -d 'Diameter of the synthetic probe.'
complete -c ptycho_simulate -l patch-size -x -d 'Side of a diffraction pattern.'
complete -c ptycho_simulate -l n-positions -x -d 'Scan positions of each scan.'
complete -c ptycho_simulate -l step-px -x -d 'Distance between neighbouring scan positions.'
complete -c ptycho_simulate -l photons-per-pattern -x -d 'Mean number of photons in a diffraction pattern.'
complete -c ptycho_simulate -l scan-pattern -x -a 'raster	jittered square grid
spiral	Archimedean spiral
fermat	Fermat spiral' -d 'Order of the scan positions in the plane.'
complete -c ptycho_simulate -l position-jitter -x -d 'Random displacement of the positions as a fraction of step_px.'
complete -c ptycho_simulate -l noise -d 'Draw counts from the Poisson distribution.'
complete -c ptycho_simulate -l no-noise -d 'The opposite of --noise.'
complete -c ptycho_simulate -l config -r -F -d 'Run file (YAML, name: value); several may be given, a later one wins.'
complete -c ptycho_simulate -l print-config -d 'Print the resolved run file and stop.'
complete -c ptycho_simulate -l why -x -a 'output_dir
overwrite
quiet
seed
object_kind
object_seed
probe_kind
probe_from
probe_diameter_px
patch_size
n_positions
step_px
photons_per_pattern
scan_pattern
position_jitter
noise' -d 'Say where the value of a knob comes from and stop.'
complete -c ptycho_simulate -l version -d 'Print the version and stop.'
complete -c ptycho_simulate -l help -d 'Print this text and stop.'
complete -c ptycho_simulate -l help-all -d 'Print this text with the rare knobs and stop.'
