"""Expected figures of the study `help`, made without the product.

python3 Tests/EvaluationTests/Vectors/help.py > Tests/EvaluationTests/Vectors/help.json     (SciPy 1.17.1, NumPy)
"""
import csv
import json
import math
from pathlib import Path

import numpy as np
from scipy import stats

ROOT = Path(__file__).resolve().parents[3] / 'Examples' / 'help'
WAVES = ['0', '6', '12', '18', '24']


def read(name):
    return list(csv.DictReader(open(ROOT / name)))


persons, cesd, asi = read('persons.csv'), read('cesd.csv'), read('asi.csv')
by_id = {p['ID']: p for p in persons}


def series(rows, column):
    out = {w: {} for w in WAVES}
    for r in rows:
        if r[column] != '':
            out[r['TIME']][r['ID']] = float(r[column])
    return out


def change(s, a, b):
    ids = [i for i in s[a] if i in s[b]]
    x, y = np.array([s[a][i] for i in ids]), np.array([s[b][i] for i in ids])
    t = stats.ttest_rel(y, x)
    ci = t.confidence_interval()
    d = y - x
    return {'n': len(ids), 'before': x.mean(), 'after': y.mean(), 'change': d.mean(), 'low': ci.low, 'high': ci.high,
            'effect': d.mean() / d.std(ddof=1), 'p': t.pvalue, 't': t.statistic, 'up': int((d > 0).sum()), 'down': int((d < 0).sum()),
            'wilcoxon': stats.wilcoxon(d, correction=True, method='approx').pvalue, 'd': d, 'x': x, 'y': y}


def plain(c):
    return {k: v for k, v in c.items() if k not in 'dxy'}


out = {}
total = series(cesd, 'CES_D')
out['answered'] = {w: sum(r['TIME'] == w for r in cesd) for w in WAVES}
out['cesd'] = {w: plain(change(total, '0', w)) for w in WAVES[1:]}

items = ['F1' + c for c in 'ABCDEFGHIJKLMNOPQRST']
rows = [[(3 - float(r[i])) if i in ('F1D', 'F1H', 'F1L', 'F1P') else float(r[i]) for i in items]
        for r in cesd if r['TIME'] == '0' and all(r[i] != '' for i in items)]
m = np.array(rows)
k = len(items)
alpha = k / (k - 1) * (1 - m.var(axis=0, ddof=1).sum() / m.sum(axis=1).var(ddof=1))
sd = m.sum(axis=1).std(ddof=1)
limit = 1.96 * sd * math.sqrt(2) * math.sqrt(1 - alpha)
out['reliability'] = {'n': len(rows), 'alpha': alpha, 'sd': sd, 'reliableChange': limit}


def classes(c):
    d, x, y = c['d'], c['x'], c['y']
    better, worse = d < -limit, d > limit
    recovered = better & (x >= 16) & (y < 16)
    return {'recovered': int(recovered.sum()), 'improved': int((better & ~recovered).sum()), 'worse': int(worse.sum()),
            'unchanged': int((~better & ~worse).sum())}


out['classes'] = {w: classes(change(total, '0', w)) for w in WAVES[1:]}


def course(s):
    complete = [i for i in s['0'] if all(i in s[w] for w in WAVES)]
    carried, last, result = dict(s['0']), None, {}
    for w in WAVES:
        carried = {i: s[w].get(i, carried[i]) for i in s['0']}
        result[w] = {'n': len(s[w]), 'mean': np.mean(list(s[w].values())), 'completeN': len(complete),
                     'completeMean': np.mean([s[w][i] for i in complete]), 'carriedN': len(carried),
                     'carriedMean': np.mean(list(carried.values())),
                     'index': 100 * np.mean(list(s[w].values())) / np.mean(list(s['0'].values()))}
    return result


out['cesdCourse'] = course(total)
out['asi'] = {}
for name, column in (('alcohol', 'C_AU'), ('drug', 'C_DU'), ('medical', 'C_MS')):
    s = series(asi, column)
    out['asi'][name] = {'start': {'n': len(s['0']), 'mean': np.mean(list(s['0'].values()))}, 'change': plain(change(s, '0', '6'))}
out['asiCourse'] = course(series(asi, 'C_AU'))

groups = {}
for key, code in (('usual-care', '0'), ('clinic', '1')):
    mine = [p for p in persons if p['GROUP'] == code and p['LINKSTATUS'] != '' and p['DAYSLINK'] != '']
    data = stats.CensoredData(uncensored=[float(p['DAYSLINK']) for p in mine if float(p['LINKSTATUS']) == 1],
                              right=[float(p['DAYSLINK']) for p in mine if float(p['LINKSTATUS']) == 0])
    sf = stats.ecdf(data).sf
    # R's rule: the middle of the plateau where exactly half are left.
    half = [q for q, s in zip(sf.quantiles, sf.probabilities) if s <= 0.5 + 1e-8]
    less = [q for q, s in zip(sf.quantiles, sf.probabilities) if s < 0.5 - 1e-8]
    below = [(half[0] + less[0]) / 2] if less else half
    groups[key] = data
    out.setdefault('linkage', {})[key] = {
        'n': len(mine), 'events': sum(float(p['LINKSTATUS']) == 1 for p in mine), 'median': below[0] if below else None,
        'with-180': 100 * (1 - float(sf.evaluate(180))), 'with-365': 100 * (1 - float(sf.evaluate(365)))}
test = stats.logrank(groups['usual-care'], groups['clinic'])
out['logrank'] = {'statistic': test.statistic ** 2, 'p': test.pvalue}

out['groups'] = {}
for w in WAVES:
    a = [v for i, v in total[w].items() if by_id[i]['GROUP'] == '0']
    b = [v for i, v in total[w].items() if by_id[i]['GROUP'] == '1']
    t = stats.ttest_ind(b, a, equal_var=False)
    ci = t.confidence_interval()
    out['groups'][w] = {'usual-care': np.mean(a), 'clinic': np.mean(b), 'difference': np.mean(b) - np.mean(a), 'low': ci.low,
                        'high': ci.high, 'p': t.pvalue}


def table(select):
    return [[sum(p['GROUP'] == g and p['LINKSTATUS'] != '' and select(p) and float(p['LINKSTATUS']) == v for p in persons)
             for v in (1, 0)] for g in '01']


age = [[float(p['AGE']) for p in persons if p['GROUP'] == g and p['AGE'] != ''] for g in '01']
out['linked'] = {'linked': stats.chi2_contingency(table(lambda p: True), correction=False).pvalue,
                 'linked-women': stats.fisher_exact(table(lambda p: float(p['A1']) == 2)).pvalue,
                 'age': stats.mannwhitneyu(age[1], age[0], method='asymptotic').pvalue}
kept = [v for i, v in total['0'].items() if i in total['6']]
lost = [v for i, v in total['0'].items() if i not in total['6']]
out['lost'] = {'kept': np.mean(kept), 'lost': np.mean(lost), 'p': stats.ttest_ind(lost, kept, equal_var=False).pvalue}
print(json.dumps(out, indent=1, default=float))
