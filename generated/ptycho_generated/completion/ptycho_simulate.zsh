#compdef ptycho_simulate
# digest: input 65c2a15fd0cd208b text 8898cbac13e0a98f
# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.

# Completion of ptycho_simulate in zsh: install it as _ptycho_simulate in a folder of $fpath.

_arguments -s -S \
    '--output-dir=[Folder to write to; made if it does not exist.]:output-dir:_files' \
    '--overwrite[Replace what is there already, results in the output folder or the converted scan.]' \
    '--no-overwrite[The opposite of --overwrite.]' \
    '--quiet[Show errors only; a check shows warnings too, but nothing that is as it should be.]' \
    '--no-quiet[The opposite of --quiet.]' \
    '--seed=[Start of every random number.]:seed:' \
    '--object-kind=[What the synthetic object looks like.]:object-kind:((mixed\:"lines in amplitude, discs and texture in phase" cells\:"fibres in amplitude, cells in phase" circuit\:"wires of a chip, across in amplitude and down in phase" dead_leaves\:"overlapping discs of all sizes in both" siemens_star\:"spokes in amplitude, cells in phase"))' \
    '--object-seed=[Start of the random numbers of the object alone.]:object-seed:((none\:"drawn from seed"))' \
    '--probe-kind=[What the synthetic probe looks like.]:probe-kind:((defocus\:"round aperture out of focus" gaussian\:"Gaussian without phase" disk\:"soft disk without phase"))' \
    '--probe-from=[Scan or result of ptycho_inference whose probe lights the object, in place of a synthetic one; it sets patch_size.]:probe-from:_files' \
    '--probe-diameter-px=[Diameter of the synthetic probe.]:probe-diameter-px:' \
    '--patch-size=[Side of a diffraction pattern.]:patch-size:' \
    '--n-positions=[Scan positions of each scan.]:n-positions:' \
    '--step-px=[Distance between neighbouring scan positions.]:step-px:' \
    '--photons-per-pattern=[Mean number of photons in a diffraction pattern.]:photons-per-pattern:' \
    '--scan-pattern=[Order of the scan positions in the plane.]:scan-pattern:((raster\:"jittered square grid" spiral\:"Archimedean spiral" fermat\:"Fermat spiral"))' \
    '--position-jitter=[Random displacement of the positions as a fraction of step_px.]:position-jitter:' \
    '--noise[Draw counts from the Poisson distribution.]' \
    '--no-noise[The opposite of --noise.]' \
    '*--config=[Run file (YAML, name\: value); several may be given, a later one wins.]:config:_files' \
    '--print-config[Print the resolved run file and stop.]' \
    '*--why=[Say where the value of a knob comes from and stop.]:why:(output_dir
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
noise)' \
    '--version[Print the version and stop.]' \
    '--help[Print this text and stop.]' \
    '--help-all[Print this text with the rare knobs and stop.]'
