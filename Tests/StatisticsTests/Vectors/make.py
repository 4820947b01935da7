"""Writes the vectors in python/: values from mpmath at 60 digits, exact whole-number arithmetic, and SciPy 1.17.

    python3 make.py

Needs scipy, numpy and mpmath. Nothing here is shared with the library under test. R's and SciPy's far tails are not precise enough
for a relative 1e-9, so tails come from mpmath; statistics are recomputed at 60 digits from the binary inputs.
"""

import itertools
import json
import math
import os
from fractions import Fraction

import mpmath as mp
import numpy as np
from scipy import stats

mp.mp.dps = 60
here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "python")
rng = np.random.default_rng(20261121)


def write(name, cases):
    def plain(value):
        if isinstance(value, (mp.mpf, Fraction, np.floating)):
            return float(mp.mpf(value.numerator) / value.denominator) if isinstance(value, Fraction) else float(value)
        if isinstance(value, np.integer):
            return int(value)
        if isinstance(value, dict):
            return {key: plain(inner) for key, inner in value.items()}
        if isinstance(value, (list, tuple, np.ndarray)):
            return [plain(inner) for inner in value]
        return value

    with open(os.path.join(here, name + ".json"), "w") as out:
        out.write("[\n" + ",\n".join(json.dumps(plain(case), allow_nan=False) for case in cases) + "\n]\n")
    print(name, len(cases))


# Tails ------------------------------------------------------------------------------------------------------------------------

def normal_upper(z):
    return mp.erfc(mp.mpf(z) / mp.sqrt(2)) / 2


def t_upper(t, df):
    """For t >= 0. Half the incomplete beta, by its series (Gauss) or, for many degrees of freedom, by integrating the density."""
    t, df = mp.mpf(t), mp.mpf(df)
    if t == 0:
        return mp.mpf(1) / 2
    x = df / (df + t * t)
    if df <= 5000:
        return mp.betainc(df / 2, mp.mpf(1) / 2, 0, x, regularized=True) / 2
    front = mp.exp(mp.loggamma((df + 1) / 2) - mp.loggamma(df / 2)) / mp.sqrt(df * mp.pi)
    log_peak = -(df + 1) / 2 * mp.log1p(t * t / df)
    width = 1 / max(t, mp.mpf(1) / 2)
    density = lambda u: mp.exp(-(df + 1) / 2 * mp.log1p(u * u / df) - log_peak)
    edges = [t + width * k for k in (0, 1, 2, 4, 8, 16, 32, 64, 128, 256)]
    return front * mp.exp(log_peak) * mp.quad(density, edges)


def chi_upper(x, df):
    return mp.gammainc(mp.mpf(df) / 2, mp.mpf(x) / 2, mp.inf, regularized=True)


def chi_lower(x, df):
    return mp.gammainc(mp.mpf(df) / 2, 0, mp.mpf(x) / 2, regularized=True)


def binomial_lower(k, n, p):
    p = mp.mpf(p)
    return mp.fsum(mp.binomial(n, i) * p**i * (1 - p) ** (n - i) for i in range(0, k + 1))


def even_two_sided(k, n):
    k = min(k, n - k)
    term, total = 1, 0
    for i in range(0, k + 1):
        total += term
        term = term * (n - i) // (i + 1)
    return min(mp.mpf(1), 2 * mp.mpf(total) / mp.mpf(2) ** n)


def distributions():
    cases = []

    def add(kind, x, parameters, upper, lower):
        cases.append({"kind": kind, "x": float(x), "parameters": parameters, "upper": upper, "lower": lower})

    for z in [0, 0.001, 0.1, 0.5, 1, 1.96, 2.5, 3, 5, 8, 10, 15, 20, 25, 30, 35, 37.0471]:
        add("normal", z, [], normal_upper(z), normal_upper(-z))
        if z:
            add("normal", -z, [], normal_upper(-z), normal_upper(z))
    for df in [1, 1.5, 2, 3, 4.7, 9, 29, 96, 253, 1000, 4999.5, 1e5, 999999]:
        for t in [0, 0.01, 0.7, 1.96, 3, 6.483557, 10.5423, 20, 37, 38.4, 60, 200, 1e4, 1e10, 1e100]:
            upper = t_upper(t, df)
            if upper > mp.mpf(10) ** -305:
                add("t", t, [df], upper, 1 - upper)
    for df in [1, 2, 3, 5, 10, 40, 97, 500, 10000]:
        for x in [1e-8, 0.01, 0.5, 1, 3.841, 6, 12, 50, 100, 300, 700, 1000, 1300, 1372, 2000, 20000]:
            upper, lower = chi_upper(x, df), chi_lower(x, df)
            if upper > mp.mpf(10) ** -305 and lower > mp.mpf(10) ** -305:
                add("chiSquared", x, [df], upper, lower)
    for df1, df2 in [(1, 10), (3, 96), (10, 3), (2, 2), (40, 1000)]:
        for x in [0.01, 0.5, 1, 2.5, 10, 100, 1e5]:
            y = mp.mpf(df2) / (df2 + mp.mpf(df1) * x)
            upper = mp.betainc(mp.mpf(df2) / 2, mp.mpf(df1) / 2, 0, y, regularized=True)
            lower = mp.betainc(mp.mpf(df1) / 2, mp.mpf(df2) / 2, 0, 1 - y, regularized=True)
            if upper > mp.mpf(10) ** -305:
                add("f", x, [df1, df2], upper, lower)
    for n, p in [(1, 0.5), (10, 0.5), (27, 0.5), (100, 0.03), (500, 0.5), (1000, 0.5), (1200, 0.25), (3000, 0.9)]:
        for k in sorted({0, 1, n // 50, n // 10, n // 4, n // 2, n * 3 // 4, n - 1}):
            if k < n:
                lower = binomial_lower(k, n, p)
                upper = binomial_lower(n - k - 1, n, 1 - mp.mpf(p))
                if min(upper, lower) > mp.mpf(10) ** -305:
                    add("binomial", k, [n, p], upper, lower)
    for marked, drawn, total in [(5, 6, 12), (45, 58, 97), (500, 300, 1000), (2000, 1500, 4000)]:
        low, high = max(0, drawn + marked - total), min(marked, drawn)
        weights = [math.comb(marked, k) * math.comb(total - marked, drawn - k) for k in range(low, high + 1)]
        whole = sum(weights)
        for k in sorted({low, low + (high - low) // 5, (low + high) // 2, low + 2 * (high - low) // 3, high - 1}):
            lower = Fraction(sum(weights[: k - low + 1]), whole)
            if min(lower, 1 - lower) > Fraction(1, 10**305):
                add("hypergeometric", k, [marked, drawn, total], 1 - lower, lower)
    for a, b in [(0.5, 0.5), (2, 3), (30, 70), (400, 20)]:
        for x in [0.001, 0.1, 0.5, 0.9, 0.999]:
            lower = mp.betainc(a, b, 0, x, regularized=True)
            upper = mp.betainc(b, a, 0, 1 - mp.mpf(x), regularized=True)
            if min(lower, upper) > mp.mpf(10) ** -305:
                add("beta", x, [a, b], upper, lower)
    for shape in [0.5, 3, 250]:
        for x in [0.1, 2.5, 100, 600]:
            upper, lower = mp.gammainc(shape, x, mp.inf, regularized=True), mp.gammainc(shape, 0, x, regularized=True)
            if min(lower, upper) > mp.mpf(10) ** -305:
                add("gamma", x, [shape], upper, lower)
    write("distributions", cases)


def quantiles_of_distributions():
    cases = []
    for p in [0.4, 0.25, 0.05, 0.025, 0.005, 1e-4, 1e-8, 1e-12]:
        p = mp.mpf(float(p))
        start = stats.norm.isf(float(p))
        cases.append({"kind": "normal", "p": p, "parameters": [], "value": mp.findroot(lambda z: mp.log(normal_upper(z) / p), start)})
        for df in [1, 2, 5, 26, 96, 253.7, 4000]:
            start = stats.t.isf(float(p), df)
            value = mp.findroot(lambda t: mp.log(t_upper(t, df) / p), (start, start * (1 + 1e-6)), solver="secant")
            cases.append({"kind": "t", "p": p, "parameters": [df], "value": value})
        for df in [1, 4, 30]:
            start = stats.chi2.isf(float(p), df)
            value = mp.findroot(lambda x: mp.log(chi_upper(x, df) / p), (start, start * (1 + 1e-6)), solver="secant")
            cases.append({"kind": "chiSquared", "p": p, "parameters": [df], "value": value})
    write("quantiles", cases)
    logs = []
    for z in [-8, -1, 0, 1, 5, 30, 37, 50, 99, 101, 200, 1000]:
        value = mp.log(normal_upper(z)) if z < 150 else mp.log(mp.erfc(mp.mpf(z) / mp.sqrt(2)) / 2)
        logs.append({"z": float(z), "log": value})
    write("normalLog", logs)


# Tests from data --------------------------------------------------------------------------------------------------------------

def exact(values):
    return [mp.mpf(float(v)) for v in values]


def mean_and_squares(values):
    mean = mp.fsum(values) / len(values)
    return mean, mp.fsum((v - mean) ** 2 for v in values)


def moments():
    columns = {
        "one": [3.25],
        "small": [1, 2, 3, 4],
        "offset 1e7": [1e7 + 0.2 + (0.1 if i % 2 else -0.1) for i in range(1001)],
        "offset 1e9": list(1e9 + rng.normal(0, 1, 500)),
        "outlier first": [1e9] + list(rng.normal(0, 1, 400)),
        "outlier last": list(rng.normal(0, 1, 400)) + [1e9],
        "negative": list(-50 + rng.normal(0, 20, 300)),
        "tiny": list(1e-140 * rng.normal(3, 1, 50)),
        "large": list(1e140 * rng.normal(3, 1, 50)),
        "scores": list(rng.integers(0, 41, 1000).astype(float)),
        "two far apart": [1e15, -1e15, 1.0],
    }
    cases = []
    for name, values in columns.items():
        values = [float(v) for v in values]
        wide = exact(values)
        mean, squares = mean_and_squares(wide)
        n = len(wide)
        sd = mp.sqrt(squares / (n - 1)) if n > 1 else None
        cases.append({"case": name, "values": values, "sum": mp.fsum(wide), "mean": mean, "sd": sd})
    write("moments", cases)


def paired_case(name, first, second):
    first, second = [float(v) for v in first], [float(v) for v in second]
    # The library sees differences of doubles, as R does.
    d = exact([a - b for a, b in zip(first, second)])
    n = len(d)
    mean, squares = mean_and_squares(d)
    sd = mp.sqrt(squares / (n - 1))
    error = sd / mp.sqrt(n)
    t = mean / error
    return {"case": name, "first": first, "second": second, "difference": mean, "sd": sd, "t": t, "dz": mean / sd,
            "p": min(mp.mpf(1), 2 * t_upper(abs(t), n - 1))}


def paired():
    cases = []
    for n, shift, spread in [(2, 1, 1), (5, 0.3, 2), (27, 0.34, 0.6), (254, 9.7, 14), (1000, 0, 1), (2000, 0.9, 1), (3000, 0.72, 1),
                             (1500, 1.0, 1)]:
        x = rng.normal(30, 10, n)
        cases.append(paired_case(f"n {n} shift {shift}", x, x - rng.normal(shift, spread, n)))
    whole = rng.integers(0, 41, 500)
    cases.append(paired_case("whole numbers", whole, np.clip(whole - rng.integers(-3, 8, 500), 0, 40)))
    # p about 1e-300: a mean of 1.09 standard deviations in 2000 pairs
    for shift in (1.09, 1.05, 1.12):
        base = rng.normal(0, 1, 2000)
        d = (base - base.mean()) / base.std(ddof=1) + shift
        case = paired_case(f"p near 1e-300, dz {shift}", d, np.zeros(2000))
        if case["p"] > mp.mpf(10) ** -303:
            cases.append(case)
    write("pairedT", cases)


def independent():
    cases = []
    for n1, n2, shift, spread in [(2, 2, 1, 1), (5, 30, 0.5, 3), (45, 52, 6, 1.2), (400, 300, 0, 2), (900, 1100, 1.1, 1.4), (1000, 1000, 1.6, 1)]:
        x, y = [float(v) for v in rng.normal(20 + shift, 1, n1)], [float(v) for v in rng.normal(20, spread, n2)]
        (a, sa), (b, sb) = mean_and_squares(exact(x)), mean_and_squares(exact(y))
        va, vb = sa / (n1 - 1) / n1, sb / (n2 - 1) / n2
        df = (va + vb) ** 2 / (va**2 / (n1 - 1) + vb**2 / (n2 - 1))
        welch = (a - b) / mp.sqrt(va + vb)
        pooled_variance = (sa + sb) / (n1 + n2 - 2)
        pooled = (a - b) / mp.sqrt(pooled_variance * (mp.mpf(1) / n1 + mp.mpf(1) / n2))
        d = (a - b) / mp.sqrt(pooled_variance)
        m = n1 + n2 - 2
        hedges = d * mp.gamma(mp.mpf(m) / 2) / (mp.sqrt(mp.mpf(m) / 2) * mp.gamma(mp.mpf(m - 1) / 2))
        cases.append({"case": f"{n1} against {n2}", "first": x, "second": y, "welch": welch, "welchDf": df, "pooled": pooled,
                      "welchP": min(mp.mpf(1), 2 * t_upper(abs(welch), df)), "pooledP": min(mp.mpf(1), 2 * t_upper(abs(pooled), m)),
                      "d": d, "g": hedges})
    write("independentT", cases)


def doubled_ranks(values):
    order = sorted(values)
    first, last = {}, {}
    for i, v in enumerate(order):
        first.setdefault(v, i + 1)
        last[v] = i + 1
    return [first[v] + last[v] for v in values]


def signed_rank():
    cases = []
    for name, d in [
        ("one", [2]), ("three same sign", [1, 2, 3]), ("ties", [1, 1, -1, 2, 3, -3, 3, 5]),
        ("zeros and ties", [0, 0, 1, -1, 1, 1, 2, -2, 4, 0]), ("no ties", list(rng.permutation(np.arange(1, 31)) * np.where(rng.random(30) < 0.75, 1, -1))),
        ("49 scores", list(rng.integers(-4, 9, 49))), ("120 scores", list(rng.integers(-5, 9, 120))),
        ("200 whole", list(np.arange(1, 201) * np.where(rng.random(200) < 0.6, 1, -1))),
        ("all up", list(range(1, 61))), ("900 scores", list(rng.integers(-8, 11, 900))),
        ("tiny p", list(rng.integers(-2, 30, 2500))),
    ]:
        d = [float(v) for v in d]
        kept = [v for v in d if v != 0]
        ranks = doubled_ranks([abs(v) for v in kept])
        v2 = sum(r for r, x in zip(ranks, kept) if x > 0)
        n = len(kept)
        case = {"case": name, "differences": d, "v": v2 / 2, "n": n}
        if n <= 200:
            ways = [1] + [0] * sum(ranks)
            reach = 0
            for r in ranks:
                reach += r
                for s in range(reach, r - 1, -1):
                    ways[s] += ways[s - r]
            low, high = sum(ways[: v2 + 1]), sum(ways[v2:])
            case["exact"] = min(Fraction(1), Fraction(2 * min(low, high), 2**n))
        ties = {}
        for r in ranks:
            ties[r] = ties.get(r, 0) + 1
        variance = mp.mpf(n) * (n + 1) * (2 * n + 1) / 24 - mp.mpf(sum(t**3 - t for t in ties.values())) / 48
        distance = mp.mpf(v2) / 2 - mp.mpf(n) * (n + 1) / 4
        for key, correction in (("corrected", mp.mpf(1) / 2), ("uncorrected", 0)):
            z = (distance - mp.sign(distance) * correction) / mp.sqrt(variance)
            case[key] = min(mp.mpf(1), 2 * normal_upper(abs(z)))
        cases.append(case)
    write("signedRank", cases)


def mann_whitney():
    cases = []
    for name, x, y in [
        ("one each", [1], [2]), ("small", [1, 4, 6], [2, 3, 5, 7]), ("ties", [1, 2, 2, 3, 3, 3], [2, 3, 4, 4, 5]),
        ("one against many", [9], list(range(12))), ("scores", rng.integers(0, 12, 20), rng.integers(2, 14, 31)),
        ("no ties", rng.permutation(60)[:24] + 0.0, None), ("heavy ties", rng.integers(0, 3, 40), rng.integers(0, 4, 45)),
        ("large", rng.integers(0, 41, 900), rng.integers(1, 42, 1100)), ("tiny p", rng.integers(0, 20, 900), rng.integers(14, 41, 1000)),
    ]:
        if y is None:
            y = [v for v in range(60) if v not in set(x)]
        x, y = [float(v) for v in x], [float(v) for v in y]
        ranks = doubled_ranks(x + y)
        m, n, total = len(x), len(y), len(x) + len(y)
        r2 = sum(ranks[:m])
        w2 = r2 - m * (m + 1)
        case = {"case": name, "first": x, "second": y, "w": w2 / 2}
        if total <= 90:
            ways = [{0: 1}] + [{} for _ in range(m)]
            for r in ranks:
                for j in range(m, 0, -1):
                    for s, count in ways[j - 1].items():
                        ways[j][s + r] = ways[j].get(s + r, 0) + count
            middle = Fraction(m * sum(ranks), total)
            extreme = sum(c for s, c in ways[m].items() if abs(s - middle) >= abs(r2 - middle))
            case["exact"] = Fraction(extreme, math.comb(total, m))
        ties = {}
        for r in ranks:
            ties[r] = ties.get(r, 0) + 1
        variance = mp.mpf(m * n) / 12 * (total + 1 - mp.mpf(sum(t**3 - t for t in ties.values())) / (total * (total - 1)))
        distance = mp.mpf(w2 - m * n) / 2
        for key, correction in (("corrected", mp.mpf(1) / 2), ("uncorrected", 0)):
            z = (distance - mp.sign(distance) * correction) / mp.sqrt(variance)
            case[key] = min(mp.mpf(1), 2 * normal_upper(abs(z)))
        cases.append(case)
    write("mannWhitney", cases)


def counts():
    cases = []
    for b, c in [(0, 1), (1, 0), (4, 23), (5, 15), (10, 10), (11, 10), (0, 30), (100, 160), (400, 400), (0, 990), (40, 1200), (1000, 3000),
                 (300000, 301500), (200, 1600)]:
        n = b + c
        plain = mp.mpf((b - c) ** 2) / n
        corrected = mp.mpf(max(0, abs(b - c) - 1) ** 2) / n
        exact_p = even_two_sided(b, n) if n <= 10000 else None
        case = {"b": b, "c": c, "statistic": plain, "p": chi_upper(plain, 1), "corrected": corrected, "correctedP": chi_upper(corrected, 1),
                "exact": exact_p}
        if case["p"] > mp.mpf(10) ** -305 and (exact_p is None or exact_p > mp.mpf(10) ** -305):
            cases.append(case)
    write("mcNemar", cases)


def chi_squared():
    cases = []
    for table in [[[21, 24], [37, 15]], [[1, 9], [11, 3]], [[10, 20, 30], [6, 9, 17]], [[3, 1, 0], [0, 2, 4], [1, 1, 3]],
                  [[400, 600], [900, 100]], [[1000, 20], [30, 1100]], [[12, 5, 29, 2], [6, 17, 2, 9], [30, 14, 8, 22]], [[50, 50], [50, 50]],
                  [[250000, 251000], [249000, 252500]], [[700, 1], [2, 690]]]:
        total = sum(map(sum, table))
        rows, columns = [sum(r) for r in table], [sum(c) for c in zip(*table)]
        expected = [[mp.mpf(r) * c / total for c in columns] for r in rows]
        pairs = [(o, e) for orow, erow in zip(table, expected) for o, e in zip(orow, erow)]
        df = (len(rows) - 1) * (len(columns) - 1)
        plain = mp.fsum((o - e) ** 2 / e for o, e in pairs)
        case = {"table": table, "statistic": plain, "df": df, "p": chi_upper(plain, df), "v": mp.sqrt(plain / (total * (min(len(rows), len(columns)) - 1)))}
        if df == 1:
            step = min([mp.mpf(1) / 2] + [abs(o - e) for o, e in pairs])
            case["yates"] = mp.fsum((abs(o - e) - step) ** 2 / e for o, e in pairs)
            case["yatesP"] = chi_upper(case["yates"], 1)
        if case["p"] > mp.mpf(10) ** -305:
            cases.append(case)
    write("chiSquared", cases)


# Fisher -----------------------------------------------------------------------------------------------------------------------

def fisher_two():
    cases = []
    for a, b, c, d in [(21, 24, 37, 15), (3, 1, 1, 3), (0, 5, 5, 1), (5, 0, 1, 4), (8, 2, 1, 5), (10, 10, 10, 10), (1, 0, 0, 1), (40, 60, 45, 55),
                       (200, 100, 90, 210), (2, 23, 5, 30), (500, 20, 30, 600), (12, 5, 7, 9), (3, 997, 12, 988), (320, 40, 28, 350)]:
        m, n, k = a + c, b + d, a + b
        low, high = max(0, k - n), min(k, m)
        weight = [math.comb(m, x) * math.comb(n, k - x) for x in range(low, high + 1)]
        whole, here = sum(weight), weight[a - low]
        p = Fraction(sum(w for w in weight if w * 10**7 <= here * (10**7 + 1)), whole)
        logs = [mp.log(w) for w in weight]

        def density(u):
            terms = [l + u * x for l, x in zip(logs, range(low, high + 1))]
            top = max(terms)
            parts = [mp.exp(t - top) for t in terms]
            whole = mp.fsum(parts)
            return [q / whole for q in parts]

        def root(rising):
            left, right = mp.mpf(-40), mp.mpf(40)
            for _ in range(90):
                middle = (left + right) / 2
                left, right = (middle, right) if rising(middle) < 0 else (left, middle)
            return mp.exp((left + right) / 2)

        mp.mp.dps = 30
        tail = mp.mpf(1) / 40
        case = {"table": [a, b, c, d], "p": p}
        case["oddsRatio"] = 0 if a == low else None if a == high else root(lambda u: mp.fsum(q * x for q, x in zip(density(u), range(low, high + 1))) - a)
        case["lower"] = 0 if a == low else root(lambda u: mp.fsum(density(u)[a - low:]) - tail)
        case["upper"] = None if a == high else root(lambda u: tail - mp.fsum(density(u)[: a - low + 1]))
        mp.mp.dps = 60
        cases.append(case)
    write("fisher", cases)


def fisher_table():
    """Every table with the same margins, listed one by one in whole numbers."""

    def fill(rows, columns):
        if len(columns) == 1:
            yield (tuple(rows),)
            return
        ranges = [range(0, min(r, columns[0]) + 1) for r in rows[:-1]]
        for head in itertools.product(*ranges):
            last = columns[0] - sum(head)
            if 0 <= last <= rows[-1]:
                column = head + (last,)
                for rest in fill([r - e for r, e in zip(rows, column)], columns[1:]):
                    yield (column,) + rest

    cases = []
    for table in [[[3, 1, 0], [0, 2, 4], [1, 1, 3]], [[2, 3], [6, 4], [1, 7]], [[1, 2, 3, 4], [4, 3, 2, 1]], [[0, 3, 2], [4, 1, 0], [2, 2, 2], [1, 0, 3]],
                  [[8, 2, 5], [3, 9, 4]], [[12, 3, 2], [4, 11, 6], [2, 5, 9]], [[21, 24], [37, 15]], [[1, 1, 1, 1, 1], [1, 1, 1, 1, 1], [2, 0, 0, 2, 0]],
                  [[20, 5, 9, 2], [3, 14, 8, 12]], [[4, 2, 9, 1], [2, 6, 1, 3], [8, 5, 3, 7]], [[15, 0, 0], [0, 12, 0], [0, 0, 9]]]:
        rows, columns = [sum(r) for r in table], [sum(c) for c in zip(*table)]
        top = 1
        for margin in rows + columns:
            top *= math.factorial(margin)
        # 1 / the product of factorials, on a common denominator
        factorials = [math.factorial(i) for i in range(max(rows + columns) + 1)]
        bottom = math.factorial(sum(rows))

        def product(cells):
            value = 1
            for cell in cells:
                value *= factorials[cell]
            return value

        observed = product(cell for row in table for cell in row)
        seen = {}
        for filled in fill(rows, columns):
            value = product(cell for column in filled for cell in column)
            seen[value] = seen.get(value, 0) + 1
        p = Fraction(0)
        for value, often in seen.items():
            # chance <= observed chance * (1 + 1e-7)
            if observed * 10**7 <= value * (10**7 + 1):
                p += Fraction(often * top, bottom * value)
        cases.append({"table": table, "p": p, "tables": sum(seen.values())})
    write("fisherTable", cases)


def scipy_cases():
    cases = []
    for count, n in [(0, 1), (1, 1), (0, 20), (8, 20), (20, 20), (58, 97), (1, 1000), (999, 1000), (3, 1000000), (500000, 1000000)]:
        for level in (0.9, 0.95, 0.99):
            z = mp.sqrt(2) * mp.erfinv(mp.mpf(level))
            p, q = mp.mpf(count) / n, z * z / n
            half = mp.sqrt(p * (1 - p) * q + q * q / 4)
            low, high = (p + q / 2 - half) / (1 + q), (p + q / 2 + half) / (1 + q)
            interval = stats.binomtest(count, n).proportion_ci(level, "wilson")
            assert abs(interval.low - low) < 1e-12 and abs(interval.high - high) < 1e-12
            cases.append({"count": count, "n": n, "confidence": level, "low": max(low, mp.mpf(0)) if count else 0.0, "high": high})
    write("proportion", cases)
    tests = []
    for n in (12, 30, 80):
        x = rng.integers(0, 41, n).astype(float)
        y = np.clip(x - rng.integers(-4, 9, n), 0, 40).astype(float)
        t, w = stats.ttest_rel(x, y), stats.wilcoxon(x, y, method="approx", correction=False)
        u, c = stats.mannwhitneyu(x, y, method="asymptotic", use_continuity=True), stats.ttest_ind(x, y, equal_var=False)
        interval = t.confidence_interval(0.95)
        tests.append({"first": list(x), "second": list(y), "t": t.statistic, "tP": t.pvalue, "low": interval.low, "high": interval.high,
                      "wilcoxonP": w.pvalue, "u": u.statistic, "uP": u.pvalue, "welchP": c.pvalue})
    write("scipy", tests)


if __name__ == "__main__":
    os.makedirs(here, exist_ok=True)
    distributions()
    quantiles_of_distributions()
    moments()
    paired()
    independent()
    signed_rank()
    mann_whitney()
    counts()
    chi_squared()
    fisher_two()
    fisher_table()
    scipy_cases()
