"""Training and evaluating the models of the zoo: configs in, bundles and measured numbers out.

Only `config`, `splits`, `metrics` and `calibration` are free of torch; the rest is imported
in a process of its own (see `workstation.services.train_models`).
"""
