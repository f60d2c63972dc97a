"""The numpy side of the benchmark: reads requests, answers them, until its input ends.

A request and an answer are a line of JSON, then, where `bytes` is not 0, that
many bytes of little-endian numbers. See protocol.ts.
"""

import ctypes
import json
import os
import platform
import sys
import time

import numpy as np

WORK = {
    "thin": lambda a, b: np.linalg.svd(a, full_matrices=False),
    "values": lambda a, b: np.linalg.svd(a, compute_uv=False),
    "multiply": lambda a, b: a @ b,
    "bidiagonalize": lambda a, b: bidiagonalize(a),
    "batch": lambda a, b: np.linalg.svd(a.reshape(-1, a.shape[1], a.shape[1]), full_matrices=False),
}


def libraries():
    """The files of the BLAS and LAPACK that numpy has loaded."""
    try:
        with open("/proc/self/maps") as maps:
            return sorted({line.split()[-1] for line in maps if "blas" in line or "lapack" in line})
    except OSError:
        return []


def find_gebrd():
    """LAPACK's dgebrd out of them, with the integers that it takes; None if none has it."""
    names = {"scipy_dgebrd_64_": ctypes.c_int64, "dgebrd_64_": ctypes.c_int64, "dgebrd_": ctypes.c_int32}
    for path in libraries():
        library = ctypes.CDLL(path)
        for name, integer in names.items():
            if hasattr(library, name):
                return getattr(library, name), integer
    return None


def bidiagonalize(a):
    """Of the transpose: row-major numbers are those of its columns."""
    gebrd, integer = GEBRD
    n = a.shape[0]
    t = a.copy()
    d, e, tauq, taup = (np.empty(n) for _ in range(4))
    block = 64  # At least what LAPACK asks for; its own is 32.
    work = np.empty(2 * n * block)
    size, lwork, info = integer(n), integer(work.size), integer(0)
    at = lambda x: x.ctypes.data_as(ctypes.c_void_p)
    by = ctypes.byref
    gebrd(by(size), by(size), at(t), by(size), at(d), at(e), at(tauq), at(taup), at(work), by(lwork), by(info))
    assert info.value == 0
    return d, e[: n - 1]


GEBRD = find_gebrd()
if GEBRD is None:
    del WORK["bidiagonalize"]


def blas():
    """The BLAS and LAPACK that numpy has loaded, and the kernels they chose."""
    loaded = libraries()
    core = None
    for path in loaded:
        library = ctypes.CDLL(path)
        for name in ("openblas_get_corename", "scipy_openblas_get_corename64_", "openblas_get_corename64_"):
            if hasattr(library, name):
                function = getattr(library, name)
                function.restype = ctypes.c_char_p
                core = function().decode()
    config = getattr(np.__config__, "CONFIG", {}).get("Build Dependencies", {}).get("blas", {})
    return {
        "loaded": [path.rsplit("/", 1)[-1] for path in loaded],
        "core": core,
        "asked for": os.environ.get("OPENBLAS_CORETYPE"),
        "build": config.get("openblas configuration"),
    }


def answer(header, arrays=()):
    payload = b"".join(np.ascontiguousarray(x).tobytes() for x in arrays)
    line = json.dumps({**header, "bytes": len(payload)})
    sys.stdout.buffer.write(line.encode() + b"\n" + payload)
    sys.stdout.buffer.flush()


def handle(request, payload, operands):
    action = request["action"]
    if action == "describe":
        versions = {"numpy": np.__version__, "python": platform.python_version()}
        answer({"works": list(WORK), "dtypes": ["float64", "float32"], "about": {**versions, **blas()}})
    elif action == "take":
        shape = (request["rows"], request["columns"])
        operands[request["dtype"], request["operand"]] = np.frombuffer(payload, request["dtype"]).reshape(shape)
        answer({})
    elif action == "give":
        dtype = request["dtype"]
        result = WORK[request["work"]](operands.get((dtype, "a")), operands.get((dtype, "b")))
        arrays = result if isinstance(result, tuple) else (result,)
        answer({"lengths": [x.size for x in arrays]}, arrays)
    elif action == "time":
        work = WORK[request["work"]]
        a, b = (operands.get((request["dtype"], name)) for name in "ab")
        calls = range(request["calls"])
        start = time.perf_counter()
        for _ in calls:
            work(a, b)
        answer({"milliseconds": 1000 * (time.perf_counter() - start) / len(calls)})


def main():
    operands = {}
    while line := sys.stdin.buffer.readline():
        request = json.loads(line)
        payload = sys.stdin.buffer.read(request["bytes"])
        try:
            handle(request, payload, operands)
        except Exception as error:
            answer({"error": repr(error)})


main()
