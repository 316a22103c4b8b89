#!/usr/bin/env python3
"""The peer of `run estimator`: the capability index by SciPy's general least squares (trust region, bounds).

usage: peer_fit.py scores.csv DRAWS     columns model,benchmark,score; needs NumPy and SciPy (Debian: python3-scipy)
Prints one JSON line: objective, fit_s (one fit from a random start), draw_s (mean of a bootstrap draw from the optimum).
"""
import csv
import json
import sys
import time

import numpy as np
from scipy.optimize import least_squares

PENALTY, ANCHOR = 0.1, "winogrande"


def main(path, draws):
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    models = {name: i for i, name in enumerate(sorted({row["model"] for row in rows}))}
    benchmarks = {name: i for i, name in enumerate(sorted({row["benchmark"] for row in rows}))}
    model = np.array([models[row["model"]] for row in rows])
    benchmark = np.array([benchmarks[row["benchmark"]] for row in rows])
    score = np.clip(np.array([float(row["score"]) for row in rows]), 1e-3, 1 - 1e-3)
    count, tests, anchor = len(models), len(benchmarks), benchmarks[ANCHOR]
    size = count + 2 * tests - 1

    def residuals(x, model, benchmark, score):
        slope = np.insert(x[count + tests:], anchor, 1.0)
        curve = 1 / (1 + np.exp(-slope[benchmark] * (x[model] - x[count + benchmark])))
        return np.append(curve - score, np.sqrt(PENALTY * np.sum(x * x) / size))

    bounds = (np.r_[np.full(count + tests, -10.0), np.full(tests - 1, 0.1)], np.full(size, 10.0))
    random = np.random.default_rng(1)
    start = np.r_[random.normal(0, 0.1, count + tests), np.ones(tests - 1)]

    began = time.perf_counter()
    fit = least_squares(residuals, start, bounds=bounds, args=(model, benchmark, score))
    fit_s = time.perf_counter() - began

    began = time.perf_counter()
    for _ in range(draws):
        pick = random.integers(0, len(rows), len(rows))
        least_squares(residuals, fit.x, bounds=bounds, args=(model[pick], benchmark[pick], score[pick]))
    draw_s = (time.perf_counter() - began) / draws
    print(json.dumps({"objective": 2 * fit.cost, "fit_s": fit_s, "draw_s": draw_s}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
