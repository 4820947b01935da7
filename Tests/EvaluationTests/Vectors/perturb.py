"""Twenty seeded changes of the URS microdata, and every affected cell computed without the product: standard library and fractions.

python3 Tests/EvaluationTests/Vectors/perturb.py > Tests/EvaluationTests/Vectors/perturbations.json

Each entry holds the changed fields (file, row, column, new value) and the cells that come out of the changed files. The p value of the
paired t test is the incomplete beta function by its continued fraction; cells nearer than 1e-6 to a limit of the stars are left out.
"""
import csv
import json
import math
import random
from fractions import Fraction as Fr
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3] / 'Examples' / 'urs-2016'
NAMES = ['persons', 'tool1_motivation', 'tool2_situation', 'affiliation', 'fidelity_individual', 'hours', 'costs']
QUARTERS = ['2014Q4', '2015Q1', '2015Q2', '2015Q3', '2015Q4', '2016Q1']
RATE = {'medarbejder': Fr('287.2'), 'leder': Fr('354.2')}


def load():
    return {n: list(csv.DictReader(open(ROOT / f'{n}.csv', encoding='utf-8'))) for n in NAMES}


def rounded(x, decimals):
    k = Fr(10) ** decimals
    y = Fr(math.floor(abs(x) * k + Fr(1, 2))) / k
    return y if x >= 0 else -y


def beta_cf(a, b, x):
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > 1e-300 else 1e-300)
    h = d
    for m in range(1, 500):
        for top in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                    -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 + top * d
            d = 1 / (d if abs(d) > 1e-300 else 1e-300)
            c = 1 + top / c
            c = c if abs(c) > 1e-300 else 1e-300
            h *= d * c
        if abs(d * c - 1) < 1e-15:
            break
    return h


def t_test(d):
    """Two-sided p of the paired t test; None where nothing varies."""
    n = len(d)
    if n < 2 or len(set(d)) == 1:
        return None
    mean = sum(d, Fr(0)) / n
    var = sum((x - mean) ** 2 for x in d) / (n - 1)
    t2, df = float(mean * mean * n / var), n - 1
    x = df / (df + t2)
    a, b = df / 2, 0.5
    if x == 1:
        return 1.0
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log(1 - x))
    return front * beta_cf(a, b, x) / a if x < (a + 1) / (a + b + 2) else 1 - front * beta_cf(b, a, 1 - x) / b


CELLS = {}


def put(table, row, column, value, decimals, **more):
    CELLS[table, row, column] = dict(value=None if value is None else float(rounded(Fr(value), decimals)), **more)


def share(table, row, column, part, whole):
    put(table, row, column, Fr(100 * part, whole) if whole else None, 0, n=whole, count=part)


def places(rows):
    return [('I alt', rows)] + [(m, [r for r in rows if r['municipality'] == m]) for m in ('Aarhus', 'Odense')]


def people(data):
    ages = [('Under 25', 0, 24), ('25-29', 25, 29), ('30-39', 30, 39), ('40-49', 40, 49), ('50-59', 50, 59), ('60+', 60, 200)]
    for m, q in places(data['persons']):
        name = 'Samlet' if m == 'I alt' else m
        put('urs-4-1', name, 'Opsporet', len(q), 0)
        put('urs-4-1', name, 'Modtaget indsats', sum(r['contact_status'] == 'Motivationsarbejde' for r in q), 0)
        for column, keys in (('sex', ('Kvinde', 'Mand')), ('nationality', ('Andet', 'Dansk'))):
            known = [r[column] for r in q if r[column]]
            for k in keys:
                share('urs-4-2', k, m, sum(x == k for x in known), len(known))
        age = [int(r['age']) for r in q if r['age']]
        for k, low, high in ages:
            share('urs-4-2', k, m, sum(low <= x <= high for x in age), len(age))
        share('urs-4-2-text', 'Under 30 år', m, sum(x < 30 for x in age), len(age))
        put('urs-4-2-text', 'Gennemsnitsalder', m, Fr(sum(age), len(age)), 0, n=len(age))
    s = [r['contact_status'] for r in data['persons']]
    for k in ('Vejledt videre', 'Motivationsarbejde'):
        put('urs-fig-7-1', k, 'Antal', s.count(k), 0)
    put('urs-fig-7-1', 'I alt', 'Antal', len(s), 0)


def start(data):
    t = [r for r in data['tool2_situation'] if r['wave'] == 'før']
    for k, c in (('CNS-stimulerende', 'sub_cns'), ('Opiater', 'sub_opiates'), ('Andet', 'sub_other')):
        known = [r[c] for r in t if r[c]]
        share('urs-fig-4-1', k, 'I alt', known.count('1'), len(known))
    for k, c in (('Fysiske', 'phys_days'), ('Psykiske', 'psych_days')):
        known = [r[c] for r in t if r[c]]
        share('urs-fig-4-6', k, 'I alt', sum(int(x) > 0 for x in known), len(known))
    income = [r['income'] for r in t if r['income']]
    for k in ('Kontanthjælp', 'Førtidspension/pension', 'Andet'):
        share('urs-fig-4-7', k, 'I alt', income.count(k), len(income))
    days = [int(r['drug_days']) for r in t if r['drug_days'] and int(r['drug_days']) > 0]
    put('urs-4-3-text', 'Dage med problemer', 'I alt', Fr(sum(days), len(days)), 0, n=len(days))
    for table, wave, column, keys in (
            ('urs-fig-4-3', 'før', 'sud_treatment', ('Hidtil ukendt', 'Tidligere kendt, ingen kontakt', 'Sporadisk kontakt')),
            ('urs-fig-4-4', 'før', 'substitution', ('Aldrig modtaget', 'Tidligere modtaget', 'Modtager nu')),
            ('urs-fig-7-3', 'efter', 'sud_treatment', ('Fortsat i behandling', 'Afsluttet færdigbehandlet', 'Frafaldet')),
            ('urs-fig-7-5', 'efter', 'other_offers', ('Følger tilbud', 'Frafaldet', 'Øvrige'))):
        known = [r[column] for r in data['affiliation'] if r['wave'] == wave and r[column]]
        for k in keys:
            share(table, k, 'I alt', known.count(k), len(known))
    for c in ('mi_open', 'mi_change_talk', 'mi_reflection'):
        known = [r[c] for r in data['fidelity_individual'] if r[c]]
        share('urs-fig-5-2', c, 'I høj grad', known.count('I høj grad'), len(known))


def pairs(rows, a, b, item):
    first = {r['person_id']: Fr(r[item]) for r in rows if r['wave'] == a and r[item]}
    then = {r['person_id']: Fr(r[item]) for r in rows if r['wave'] == b and r[item]}
    ids = [i for i in first if i in then]
    return [first[i] for i in ids], [then[i] for i in ids]


def change(table, row, columns, x, y, decimals, of_rounded):
    n = len(x)
    mx, my = sum(x, Fr(0)) / n, sum(y, Fr(0)) / n
    put(table, row, columns[0], mx, decimals, n=n, sum=float(sum(x)))
    put(table, row, columns[1], my, decimals, n=n, sum=float(sum(y)))
    d = rounded(my, decimals) - rounded(mx, decimals) if of_rounded else my - mx
    p = t_test([b - a for a, b in zip(x, y)])
    more = {'n': n}
    if p is not None and min(abs(p - .05), abs(p - .1)) > 1e-6:
        more.update(stars=2 if p < .05 else 1 if p < .1 else 0, p=p)
    put(table, row, columns[2], d, decimals, **more)


def changes(data):
    for k in range(1, 7):
        x, y = pairs(data['tool1_motivation'], 'før', 'efter', f'm{k}')
        change('urs-7-1', f'm{k}', ('Før', 'Efter', 'Udvikling'), x, y, 2, True)
        d = [(a - b) if k == 6 else (b - a) for a, b in zip(x, y)]
        for name, c in (('Positiv', sum(v > 0 for v in d)), ('Uændret', sum(v == 0 for v in d)), ('Negativ', sum(v < 0 for v in d))):
            share('urs-fig-7-2', f'm{k}', name, c, len(d))
    for row, c in (('Dage', 'days'), ('Besvær', 'burden'), ('Vigtighed', 'importance')):
        for table, domain, cols in (('urs-7-2', 'drug', ('Før', 'Efter', 'Udvikling')),
                                    ('urs-7-3', 'phys', ('Fysisk før', 'Fysisk efter', 'Fysisk udvikling')),
                                    ('urs-7-3', 'psych', ('Psykisk før', 'Psykisk efter', 'Psykisk udvikling'))):
            x, y = pairs(data['tool2_situation'], 'før', '3 mdr', f'{domain}_{c}')
            change(table, row, cols, x, y, 1, False)


def filled(rows, value):
    out = Fr(0)
    for m in ('Aarhus', 'Odense'):
        q = {}
        for r in rows:
            if r['municipality'] == m:
                q[r['quarter']] = q.get(r['quarter'], Fr(0)) + Fr(r[value])
        out += sum(q.values(), Fr(0)) * len(QUARTERS) / len(q)
    return out


def economy(data):
    n = len(data['persons'])

    def one(kind, activity, staff):
        return filled([r for r in data['hours'] if (r['cost_type'], r['activity'], r['staff_group']) == (kind, activity, staff)], 'hours')

    direct = Fr(0)
    for name, act in (('Udgående', 'udgaaende_motivation'), ('Brobygning', 'brobygning')):
        for staff in RATE:
            h = one('direkte', act, staff)
            kr, row = h * RATE[staff], f'{name}, {staff}'
            direct += kr
            put('urs-9-1', row, 'Timer', h, -1)
            put('urs-9-1', row, 'Kr', kr, -2)
            put('urs-9-1', row, 'Kr pr. borger', kr / n, 0, n=n)
    total = Fr(0)
    for name, act in (('Planlægning', 'planlaegning'), ('Uddannelse', 'uddannelse'), ('Geografisk afdækning', 'geografisk'),
                      ('Planlægning af udgående', 'udgaaende_planlaegning'), ('Planlægning af brobygning', 'brobygning_planlaegning')):
        hours = {staff: one('indirekte', act, staff) for staff in RATE}
        kr = sum(hours[s] * RATE[s] for s in RATE)
        total += kr
        put('urs-9-2', name, 'Timer', sum(hours.values()), -1)
        put('urs-9-2', name, 'Kr', kr, -2)
        put('urs-9-2', name, 'Kr pr. borger', kr / n, 0, n=n)
    other = filled(data['costs'], 'kr')
    put('urs-9-2', 'Øvrige', 'Kr', other, -2)
    put('urs-9-2', 'Samlet', 'Kr', total + other, -2)
    put('urs-9-total', 'Direkte pr. borger', 'Kr', direct / n, 0, n=n)
    put('urs-9-total', 'Indirekte pr. borger', 'Kr', (total + other) / n, 0, n=n)
    put('urs-9-total', 'I alt pr. borger', 'Kr', (direct + total + other) / n, 0, n=n)


def perturb(data, rng):
    """Forty changed fields: answers moved or wiped, hours and kroner moved, municipalities left alone."""
    edits = {}

    def edit(name, row, column, value):
        edits[name, row, column] = value

    for _ in range(40):
        name = rng.choice(NAMES)
        row = rng.randrange(len(data[name]))
        r = data[name][row]
        if name == 'persons':
            column = rng.choice(['sex', 'age', 'nationality', 'contact_status'])
            values = {'sex': ['Kvinde', 'Mand', ''], 'age': [str(rng.randrange(18, 70)), ''], 'nationality': ['Dansk', 'Andet', ''],
                      'contact_status': ['Motivationsarbejde', 'Vejledt videre']}[column]
            edit(name, row, column, rng.choice(values))
        elif name == 'tool1_motivation':
            edit(name, row, f'm{rng.randrange(1, 7)}', rng.choice(['', '1', '2', '3', '4', '5']))
        elif name == 'tool2_situation':
            kind = rng.choice(['days', 'burden', 'importance'])
            column = f"{rng.choice(['drug', 'phys', 'psych'])}_{kind}"
            edit(name, row, column, rng.choice(['', str(rng.randrange(31 if kind == 'days' else 5))]))
        elif name == 'affiliation':
            column = rng.choice(['sud_treatment', 'substitution', 'other_offers'])
            values = sorted({x[column] for x in data[name] if x['wave'] == r['wave']})
            edit(name, row, column, rng.choice(values))
        elif name == 'fidelity_individual':
            edit(name, row, rng.choice(['mi_open', 'mi_change_talk', 'mi_reflection']), rng.choice(['I høj grad', 'Slet ikke', '']))
        elif name == 'hours':
            edit(name, row, 'hours', str(rng.randrange(0, 4000) / 8))
        else:
            edit(name, row, 'kr', str(rng.randrange(0, 20000)))
    for (name, row, column), value in edits.items():
        data[name][row][column] = value
    return [[name, row, column, value] for (name, row, column), value in edits.items()]


def main():
    entries = []
    for seed in range(20):
        data = load()
        edits = perturb(data, random.Random(seed))
        CELLS.clear()
        people(data), start(data), changes(data), economy(data)
        entries.append({'seed': seed, 'edits': edits,
                        'cells': [[*k, v['value'], {m: v[m] for m in v if m != 'value'}] for k, v in CELLS.items()]})
    print('[\n' + ',\n'.join(json.dumps(e, ensure_ascii=False, separators=(',', ':')) for e in entries) + '\n]')


main()
