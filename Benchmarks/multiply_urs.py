"""Makes many persons of the constructed URS data: each row of a person again under a new id.

python3 multiply_urs.py <folder with the CSV files> <new folder> <times>
"""
import csv
import pathlib
import shutil
import sys

source, target, times = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3])
target.mkdir(parents=True, exist_ok=True)
persons = 0
for file in sorted(source.glob("*.csv")):
    with file.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.reader(handle))
    head, body = rows[0], rows[1:]
    ids = [i for i, name in enumerate(head) if name in ("person_id", "contact_id")]
    if not ids:
        shutil.copy(file, target / file.name)
        continue
    with (target / file.name).open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(head)
        for n in range(times):
            for row in body:
                writer.writerow([f"{value}x{n}" if i in ids and n else value for i, value in enumerate(row)])
    if file.name == "persons.csv":
        persons = times * len(body)
print(f"{persons} persons")
