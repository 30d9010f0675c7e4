"""HNSW over eight-bit scalars with faiss, measured as `bench ann` measures Pinakes.

Reads fvecs and ivecs files, builds one index, and for each beam prints one line of JSON:
{"beam": 40, "recall": 0.97, "qps": 12345.6}. The first line describes the build. Needs numpy and
faiss-cpu (both on PyPI).
"""

import argparse
import json
import statistics
import sys
import time

try:
    import faiss
    import numpy as np
except ImportError as missing:
    print(f"faiss_hnsw.py needs numpy and faiss-cpu: {missing}", file=sys.stderr)
    sys.exit(69)


def vectors(path, kind):
    """Reads rows of a little-endian count and as many values."""
    flat = np.fromfile(path, dtype="<i4")
    width = int(flat[0])
    rows = flat.reshape(-1, width + 1)[:, 1:]
    return np.ascontiguousarray(rows.view("<f4") if kind == "f" else rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--query", required=True)
    parser.add_argument("--truth", required=True)
    parser.add_argument("--metric", choices=["cosine", "euclidean"], required=True)
    parser.add_argument("--neighbours", type=int, required=True)
    parser.add_argument("--build-beam", type=int, required=True)
    parser.add_argument("--beams", required=True)
    parser.add_argument("--k", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--runs", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    args = parser.parse_args()

    base = vectors(args.base, "f")
    query = vectors(args.query, "f")
    truth = vectors(args.truth, "i")[:, : args.k]
    metric = faiss.METRIC_INNER_PRODUCT if args.metric == "cosine" else faiss.METRIC_L2

    faiss.omp_set_num_threads(args.threads)
    index = faiss.IndexHNSWSQ(
        base.shape[1], faiss.ScalarQuantizer.QT_8bit, args.neighbours, metric
    )
    index.hnsw.efConstruction = args.build_beam
    start = time.perf_counter()
    index.train(base)
    index.add(base)
    built = time.perf_counter() - start
    # Eight bits a component, and twice as many links of four bytes on the lowest layer.
    hot = base.shape[1] + 2 * args.neighbours * 4
    print(json.dumps({"version": faiss.__version__, "build_seconds": built, "hot_bytes": hot}))

    for beam in (int(b) for b in args.beams.split(",")):
        index.hnsw.efSearch = beam
        _, found = index.search(query, args.k)
        hits = sum(len(set(f) & set(t)) for f, t in zip(found.tolist(), truth.tolist()))
        rates = []
        for _ in range(args.runs):
            asked = 0
            start = time.perf_counter()
            while True:
                index.search(query, args.k)
                asked += len(query)
                spent = time.perf_counter() - start
                if spent >= args.seconds:
                    break
            rates.append(asked / spent)
        print(
            json.dumps(
                {
                    "beam": beam,
                    "recall": hits / truth.size,
                    "qps": statistics.median(rates),
                }
            ),
            flush=True,
        )


if __name__ == "__main__":
    main()
