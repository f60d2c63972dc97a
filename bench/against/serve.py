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
    "thin": lambda a, b, **_: np.linalg.svd(a, full_matrices=False),
    "values": lambda a, b, **_: np.linalg.svd(a, compute_uv=False),
    "multiply": lambda a, b, **_: a @ b,
    "bidiagonalize": lambda a, b, **_: bidiagonalize(a),
    "complex": lambda a, b, **_: complex_thin(a),
    "truncated": lambda a, b, k, **_: randomized_svd(a, k, random_state=0),
    "sparse": lambda a, b, k, tolerance: arpack(a, k, tolerance),
    "sketched": lambda a, b, k, **_: sketched(a, k),
    "batch": lambda a, b, **_: np.linalg.svd(a.reshape(-1, a.shape[1], a.shape[1]), full_matrices=False),
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
try:
    import scipy.sparse
    import scipy.sparse.linalg
except ImportError:
    del WORK["sparse"], WORK["sketched"]
try:
    import sklearn
    from sklearn.decomposition import TruncatedSVD
    from sklearn.utils.extmath import randomized_svd
except ImportError:
    for name in ("truncated", "sketched"):
        WORK.pop(name, None)


def converted(a, into):
    """What `into` makes of a matrix, made once: to bring it into one's own form is not timed."""
    key = a.ctypes.data, into.__name__
    if key not in CONVERTED:
        CONVERTED[key] = into(a)
    return CONVERTED[key]


CONVERTED = {}


def complex_of(a):
    m = a.shape[0] // 2
    return a[:m] + 1j * a[m:]


def csr_of(a):
    m, n = int(a[0, 0]), int(a[0, 1])
    triplets = a[1:, 2], (a[1:, 0].astype(np.int32), a[1:, 1].astype(np.int32))
    return scipy.sparse.coo_matrix(triplets, shape=(m, n)).tocsr()


def complex_thin(a):
    u, s, vh = np.linalg.svd(converted(a, complex_of), full_matrices=False)
    return lambda: (u.real, u.imag, s, vh.real, vh.imag)


def arpack(a, k, tolerance):
    u, s, vt = scipy.sparse.linalg.svds(converted(a, csr_of), k=k, tol=tolerance, random_state=0)
    return lambda: (u[:, ::-1], s[::-1], vt[::-1])


def sketched(a, k):
    model = TruncatedSVD(k, random_state=0)
    scores = model.fit_transform(converted(a, csr_of))
    return lambda: (scores / model.singular_values_, model.singular_values_, model.components_)


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


def truncation(request):
    return {"k": request["k"], "tolerance": request["tolerance"]} if "k" in request else {}


def handle(request, payload, operands):
    action = request["action"]
    if action == "describe":
        versions = {"numpy": np.__version__, "python": platform.python_version()}
        for name in ("scipy", "sklearn"):
            if name in sys.modules:
                versions[name] = sys.modules[name].__version__
        answer({"works": list(WORK), "dtypes": ["float64", "float32"], "about": {**versions, **blas()}})
    elif action == "take":
        shape = (request["rows"], request["columns"])
        CONVERTED.clear()
        operands[request["dtype"], request["operand"]] = np.frombuffer(payload, request["dtype"]).reshape(shape)
        answer({})
    elif action == "give":
        dtype = request["dtype"]
        result = WORK[request["work"]](operands.get((dtype, "a")), operands.get((dtype, "b")), **truncation(request))
        if callable(result):
            result = result()  # Laid out as the protocol says, which is not timed.
        arrays = result if isinstance(result, tuple) else (result,)
        answer({"lengths": [x.size for x in arrays]}, arrays)
    elif action == "time":
        work = WORK[request["work"]]
        a, b = (operands.get((request["dtype"], name)) for name in "ab")
        calls = range(request["calls"])
        options = truncation(request)
        start = time.perf_counter()
        for _ in calls:
            work(a, b, **options)
        answer({"milliseconds": 1000 * (time.perf_counter() - start) / len(calls)})


def keep_memory():
    """Lets malloc keep what is freed, as it does in a process that has freed one large array (glibc's dynamic threshold).

    Until then each result of more than 128 KB is of fresh pages, which the system has to clear: TruncatedSVD of a sparse
    5,000 × 2,000 matrix took 221 ms in place of 48, by what had been timed before it.
    """
    np.ones(2**25 - 2**20, np.uint8)


def main():
    keep_memory()
    operands = {}
    while line := sys.stdin.buffer.readline():
        request = json.loads(line)
        payload = sys.stdin.buffer.read(request["bytes"])
        try:
            handle(request, payload, operands)
        except Exception as error:
            answer({"error": repr(error)})


main()
