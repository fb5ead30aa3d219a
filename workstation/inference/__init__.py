"""Running plugins in a worker process, and models inside of it.

`worker_process`, `shared_arrays` and `payloads` are used by the window's process and import
no torch; `worker`, `bundle`, `tensors` and `devices` are imported in the worker only.
"""
