# SPDX-License-Identifier: Apache-2.0
"""How ONNX Runtime runs beside libraries whose threads OpenMP binds to cores. To be imported before torch binds this one."""
import os

CORES = sorted(os.sched_getaffinity(0))


def settings(threads: int):
    """Each thread gets a core of its own: they would all inherit the one that OMP_PROC_BIND has given the caller."""
    import onnxruntime
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    if threads > 1:
        options.add_session_config_entry("session.intra_op_thread_affinities",
                                         ";".join(str(core + 1) for core in CORES[1:threads]))
    return options
