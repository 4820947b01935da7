"""The peer to measure beside: PHQ-9 with pandas, as most would write it. From memory: sum of nine columns where none is missing, and the band. From CSV:
read, the same, and written as lines of id, scale, value, band, answered, of. `python3 pandas_score.py 1000000 answers.csv`; needs pandas."""
import resource
import sys
import time

import numpy as np
import pandas as pd

rows, path = int(sys.argv[1]), sys.argv[2]
items = [f"q{n}" for n in range(1, 10)]
bands = ["minimal", "mild", "moderate", "moderately-severe", "severe"]


def score(df):
    answers = df[items]
    answered = answers.notna().sum(axis=1)
    value = answers.sum(axis=1).where(answered == len(items))
    band = pd.cut(value, [-1, 4, 9, 14, 19, 27], labels=bands)
    return pd.DataFrame({"scale": "total", "value": value, "band": band, "answered": answered, "of": len(items)})


rng = np.random.default_rng(9)
memory = pd.DataFrame(rng.integers(0, 4, (rows, 9)).astype(float), columns=items)
memory.iloc[::64, 0] = np.nan
t0 = time.perf_counter()
total = memory[items].sum(axis=1).where(memory[items].notna().all(axis=1)).sum()
t1 = time.perf_counter()
print(f"from memory, one core: {rows} forms in {t1 - t0:.3f} s, {rows / (t1 - t0) / 1e6:.2f} million a second (sum {total:.0f})")

t0 = time.perf_counter()
df = pd.read_csv(path)
wrong = ~df[items].isin([0, 1, 2, 3]) & df[items].notna()
df = df[~wrong.any(axis=1)]
out = pd.concat([df[["id"]], score(df)], axis=1)
out.to_csv("/dev/null", index=False)
t1 = time.perf_counter()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"from CSV to lines of scores: {len(df)} rows in {t1 - t0:.3f} s, {len(df) / (t1 - t0) / 1e6:.2f} million a second, {peak} MB at most resident")
