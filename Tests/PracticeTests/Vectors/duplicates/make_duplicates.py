#!/usr/bin/env python3
"""Makes people.csv: made-up people, some of them registered twice, for measuring the search for duplicates.

Every person is INVENTED. Names are put together at random from lists of names that are common in Denmark; any likeness to a living
person is chance. Numbers in the column `cpr` have 60 added to the day, and telephone numbers begin with 0: neither can be anybody's.

    python3 make_duplicates.py > people.csv          (the seed is fixed; the same Python gives the same bytes)

The error model is told in README.md. The file is frozen: weights are tuned on the half `tune` and judged on the half `test`.
"""
import random
import sys
from datetime import date, timedelta

R = random.Random(20261121)
PERSONS, DUPLICATES = 5200, 2400

FEMALE = """Anne Mette Kirsten Hanne Anna Helle Susanne Lene Maria Marianne Inge Karen Lone Camilla Pia Louise Charlotte Bente Inger
Jette Tina Ida Julie Laura Sofie Emma Freja Mathilde Cecilie Line Heidi Rikke Trine Gitte Birgit Ulla Lis Annette Dorthe Sanne
Emilie Caroline Sara Christina Stine Anja Malene Maja Lærke Signe Astrid Åse Bodil Grethe Jytte Ellen Rigmor Søs Nanna Pernille
Birthe Vibeke Ruth Merete Tove Conny Winnie Katrine Nathalie Victoria Jasmin Michelle Zenia Mai Sidsel Ditte Gry Solvej Ragnhild
Tenna Bolette Ingeborg Karoline Josefine Amalie Isabella Alberte Agnes Clara Filippa Sille Britt Benedikte Majbritt Marlene""".split()
MALE = """Peter Michael Lars Jens Thomas Henrik Søren Christian Martin Jan Morten Jesper Anders Niels Mads Hans Rasmus Per Jørgen Ole
Kim Erik Claus Brian John Flemming Carsten Kenneth Steen Torben Bent Poul Knud Allan Finn Leif René Tommy Johnny Dennis Jonas
Mikkel Kasper Frederik Magnus Oliver Emil Mathias Simon Daniel Nicolai Jakob Kristian Philip Alexander William Victor Oscar Lucas
Karl Gustav Åge Bjørn Børge Svend Viggo Egon Palle Preben Kaj Kurt Ib Gert Ulrik Troels Esben Asger Jeppe Nikolaj Tobias Sebastian
Benjamin Kevin Ronni Patrick Bo Anton August Valdemar Holger Aksel Otto Malthe Elias Noah Storm Rune Ejnar Arne Verner Jimmi""".split()
FAMILY = """Nielsen*39 Jensen*38 Hansen*32 Andersen*25 Pedersen*24 Christensen*18 Larsen*17 Sørensen*16 Rasmussen*14 Jørgensen*13
Petersen*12 Madsen*10 Kristensen*9 Olsen*7 Thomsen*6 Christiansen*6 Poulsen*5 Johansen*5 Møller*5 Mortensen*5 Knudsen*4 Jakobsen*4
Jacobsen*3 Mikkelsen*3 Olesen*3 Frederiksen*3 Laursen*2 Henriksen*2 Lund*2 Schmidt*2 Eriksen*2 Holm*2 Kristiansen*2 Clausen*2
Simonsen*2 Svendsen*2 Andreasen*2 Iversen*2 Jeppesen*2 Mogensen*2 Jespersen*2 Nissen*2 Lauridsen*2 Frandsen*2 Østergaard*2 Jepsen*1
Kjær Carlsen Vestergaard Nørgaard Dahl Bach Toft Kjeldsen Skov Bertelsen Lauritsen Bruun Mathiasen Winther Berg Dam Søgaard Krogh
Friis Bech Overgaard Thygesen Brandt Ravn Steffensen Hald Aagaard Bendtsen Hermansen Kruse Høj Bak Damgaard Nygaard Holst Gregersen
Danielsen Villadsen Buch Lind Hougaard Bisgaard Ibsen Krarup Balle Bonde Juul Kofoed Wulff Skovgaard Damsgaard Skaarup Åberg Æbelø
Ærø Bjerregaard Fogh Thorup Munk Boesen Abildgaard Bramsen Dyhr Elkjær Fisker Gade Hjorth Ishøy Kvist Lykke Meldgaard Nymann Oxholm
Pilgaard Qvist Rosenkilde Stougaard Tingskov Uldall Vinding Wedel Zacho Yding Øllgaard Ågesen Hedegaard Langballe Schou Storgaard""".split()
# Names common in minorities in Denmark: given female, given male, family. Somali people have father's and grandfather's names last.
MINORITY = {
    "arabic": ("Fatima Amina Zainab Mariam Layla Aisha Noor Hanan Samira Yasmin Rania Huda Khadija Sumaya",
               "Mohammed Ahmed Ali Hassan Hussein Omar Khaled Mahmoud Ibrahim Youssef Abdullah Mustafa Bilal Karim Tarek Samir",
               "Ahmad Hussein Khalil Al-Hassan Saleh Ibrahim El-Khatib Mansour Abu-Zaid Hamad Nasser Al-Jaber Said Kassem Taha Issa"),
    "turkish": ("Ayşe Fatma Emine Hatice Zeynep Elif Gülsüm Sevgi Özlem Meryem", "Mehmet Mustafa Ali Hüseyin İbrahim Yusuf Osman Murat Ömer Emre Çağlar",
                "Yılmaz Kaya Demir Şahin Çelik Yıldız Öztürk Arslan Doğan Kılıç Aydın Özdemir Koç Polat"),
    "somali": ("Hodan Ifrah Faduma Sahra Asha Hawa Amina Deqa Khadra", "Abdi Mohamed Ahmed Hassan Abdullahi Yusuf Farah Omar Ali Warsame Abdirahman",
               "Ali+Mohamed Hassan+Ahmed Abdi+Omar Farah+Ali Warsame+Hassan Mohamud+Abdi Jama+Yusuf Nur+Hassan Abdullahi+Mohamed Isse+Farah"),
    "polish": ("Agnieszka Katarzyna Małgorzata Anna Joanna Magdalena Ewa Monika", "Piotr Krzysztof Andrzej Tomasz Paweł Michał Łukasz Marcin Jan Grzegorz",
               "Nowak Kowalski Wiśniewski Wójcik Kamiński Lewandowski Zieliński Szymański Dąbrowski Kozłowski"),
    "bosnian": ("Amra Emina Lejla Selma Jasmina Mirela", "Emir Amir Mirza Adnan Edin Senad Haris Nermin", "Hodžić Hadžić Kovačević Begić Delić Mujić Petrović Jovanović"),
    "vietnamese": ("Thi+Lan Thi+Hoa Thi+Mai Linh Huong", "Van+Minh Van+Hung Tuan Duc Quang", "Nguyen Tran Le Pham Hoang Vo Bui"),
    "greenlandic": ("Naja Paninnguaq Aviaja Ivalu Nivi Pipaluk Aqqalu", "Malik Inuk Minik Aputsiaq Nuka Salik Angutivik", "Petersen Olsen Lyberth Kleist Lynge Heilmann Berthelsen Motzfeldt Kreutzmann"),
    "iranian": ("Maryam Shirin Leila Nasrin Parisa Zahra", "Reza Mehdi Hossein Amir Babak Farhad Ali", "Hosseini Ahmadi Mohammadi Karimi Rezaei Moradi Jafari Rahimi"),
    "tamil": ("Priya Kavitha Meena Sivani", "Suresh Ramesh Kumar Siva Rajan", "Sivakumar Rajaratnam Selvarajah Kandiah Nadarajah Balasubramaniam"),
    "ukrainian": ("Oksana Olena Iryna Tetiana Nataliia Yuliia", "Oleksandr Andrii Serhii Volodymyr Dmytro Mykola", "Shevchenko Kovalenko Bondarenko Tkachenko Melnyk Kravchenko"),
}
MIDDLE = "Skov Lund Holm Bach Krogh Berg Dahl Kjær Friis Nørgaard Vestergaard Damgaard Lykke Møller Winther Bruun Ravn Toft Juul Schou".split()
ALIAS_FIRST = "Lille Store Lange Gamle Unge Skæve Røde Sorte Hvide Vilde Stille Glade Tynde Smarte Fynske Jyske Grønne Blå".split()
ALIAS_NAME = "Per Kalle Bob Johnny Ulla Tulle Bamse Ulven Bjørnen Ræven Musen Katten Rotten Kongen Dronning Pirat Bager Murer Skipper Doktor Professor Tiger Elvis Pusher Bandit Fugl Spurv Krage Ninja Rocky Speedy Smiley Chili Bønne Tarzan Buddha Viking Kaptajn Gringo Tosse".split()

# Spellings that stand for the same name. The model replaces one by another of its line.
SPELLINGS = [line.split() for line in """Christian Kristian Cristian
Christina Kristina Cristina Kirstina
Caroline Karoline
Camilla Kamilla
Cecilie Cecilia Sesilie
Mathilde Matilde
Mathias Matias Mattias
Thomas Tomas
Nicolai Nikolaj Nikolai Nicolaj
Philip Filip Phillip Philipp
Jakob Jacob
Kasper Casper
Victor Viktor
Oscar Oskar
Lucas Lukas
Karl Carl
Erik Eric Erich
Søren Sören
Mohammed Mohamed Muhammed Mohamad Muhammad Mohammad
Ahmed Ahmad Achmed
Hussein Hussain Hossein Hüseyin Husein
Hassan Hasan
Youssef Yusuf Yousef Jusuf
Ibrahim Ebrahim Ibrahem İbrahim
Abdullah Abdulla Abdullahi
Fatima Fatma Fatema Faduma
Mariam Maryam Meryem Miriam
Aisha Aysha Asha Ayşe Aicha
Mahmoud Mahmud Mohamud
Mustafa Mustapha Moustafa
Khaled Khalid Haled
Zahra Sahra Zara
Layla Leila Laila Lejla
Yasmin Jasmin Jasmine Yasmine
Sofie Sophie Sofi
Josefine Josephine
Frederik Frederick Fredrik
Alexander Aleksander Alexsander
Aksel Axel
Jimmi Jimmy Jimi
Ronni Ronny Ronnie
Johnny Johnni Jonny
Tommy Tommi Tomy
Kaj Kai Kay
Birthe Birte
Dorthe Dorte
Grethe Grete
Lærke Lerke
Majbritt Maibritt Maj-Britt
Line Lene
Katrine Cathrine Kathrine Catrine
Nathalie Natalie
Malthe Malte
Per Pehr
Gert Gerth
Svend Sven Svenn
Poul Paul Povl
Claus Klaus
Carsten Karsten
Nielsen Nilsen Nielson
Jensen Jenssen Jenson
Christensen Kristensen
Christiansen Kristiansen
Pedersen Petersen Pettersen
Sørensen Soerensen
Rasmussen Rasmusen
Andersen Anderson Andersson
Jakobsen Jacobsen
Olsen Olesen
Schmidt Smith Smidt Schmith
Kjær Kjaer Kær
Østergaard Østergård
Nørgaard Nørgård
Vestergaard Vestergård Westergaard
Søgaard Søgård
Aagaard Ågård
Møller Moller
Winther Vinter Winter
Krogh Krog
Bech Bæk Bek
Friis Fris
Bruun Brun
Skovgaard Skovgård
Damgaard Damgård
Clausen Klausen
Carlsen Karlsen
Laursen Lauersen
Poulsen Paulsen
Frederiksen Fredriksen
Mathiasen Matiasen
Wulff Wulf Ulf
Qvist Kvist
Hosseini Husseini Hoseini
Kowalski Kovalski
Nguyen Nguyn Ngyen""".splitlines()]
SPELLING = {}
for line in SPELLINGS:
    for word in line:
        SPELLING.setdefault(word, []).extend(w for w in line if w != word)
NICK = {"Michael": ["Mikkel", "Mik"], "Mikkel": ["Michael"], "Christian": ["Chris"], "Kristian": ["Kris"], "Thomas": ["Tom"],
        "Alexander": ["Alex"], "Benjamin": ["Ben"], "Nicolai": ["Nico"], "Nikolaj": ["Niko"], "Mathias": ["Matti"], "Katrine": ["Trine"],
        "Christina": ["Tina"], "Anne": ["Anna"], "Frederik": ["Frede"], "Sebastian": ["Basse"], "Jørgen": ["Jørn"], "Johnny": ["John"],
        "Mohammed": ["Mo"], "Abdullah": ["Abdi"], "Abdirahman": ["Abdi"], "Isabella": ["Bella"], "Josefine": ["Fine"], "Elisabeth": ["Lis"],
        "Charlotte": ["Lotte"], "Susanne": ["Sanne", "Sus"], "Kirsten": ["Kis"], "Margrethe": ["Grethe"], "Jesper": ["Jeppe"]}
KEYS = {a: b for a, b in zip("qwertyuiopåasdfghjklæøzxcvbnm", ["wa", "qes", "wrd", "etf", "ryg", "tuh", "yij", "uok", "ipl", "oåæ", "pø", "qsz", "adwx",
        "sfec", "dgrv", "fhtb", "gjyn", "hkum", "jlio", "kæop", "løp", "æå", "xas", "zcs", "xvd", "cbf", "vng", "bmh", "nj"])}
FOLDS = {"æ": ["ae", "e"], "ø": ["oe", "o"], "å": ["aa", "a"], "Æ": ["Ae"], "Ø": ["Oe", "O"], "Å": ["Aa", "A"], "ö": ["o"], "ü": ["u", "y"], "ş": ["s"], "ı": ["i"],
         "ğ": ["g"], "ç": ["c"], "Ç": ["C"], "Ö": ["O"], "Ş": ["S"], "İ": ["I"], "ł": ["l"], "Ł": ["L"], "ń": ["n"], "ś": ["s"], "ó": ["o"], "ą": ["a"], "č": ["c"],
         "ć": ["c"], "ž": ["z"], "é": ["e"]}


def zipf(names):
    return R.choices(names, [1 / (i + 6) for i in range(len(names))])[0]


def weighted(names):
    pairs = [n.split("*") for n in names]
    return R.choices([p[0] for p in pairs], [int(p[1]) if len(p) > 1 else 0.6 for p in pairs])[0]


def born(year=None):
    if year is None:
        year = int(min(2008, max(1936, R.gauss(1982, 14))))
    return date(year, 1, 1) + timedelta(R.randrange(365))


def person(sex=None, family=None, birth=None):
    sex = sex or R.choice("mmf")
    birth = birth or born()
    if R.random() < 0.2:
        female, male, last = MINORITY[R.choice(list(MINORITY))]
        given = [R.choice((female if sex == "f" else male).split()).replace("+", " ")]
        names = family or R.choice(last.split()).replace("+", " ")
        if R.random() < 0.15:
            given.append(R.choice((female if sex == "f" else male).split()).replace("+", " "))
    else:
        given = [zipf(FEMALE if sex == "f" else MALE)]
        if R.random() < 0.35:
            given.append(zipf(FEMALE if sex == "f" else MALE))
        if len(given) == 2 and R.random() < 0.08:
            given = ["-".join(given)]
        names = family or weighted(FAMILY)
        if family is None and R.random() < 0.25:
            names = R.choice(MIDDLE) + R.choice([" "] * 6 + ["-"]) + names
    alias = R.choice(ALIAS_FIRST) + " " + R.choice(ALIAS_NAME) if R.random() < 0.5 else R.choice(ALIAS_NAME)
    serial = f"{R.randrange(3000):04d}"
    return dict(given=" ".join(dict.fromkeys(given)), family=names, alias=alias, birth=birth, sex=sex, phone=f"0{R.randrange(10**7):07d}",
                cpr=f"{birth.day + 60:02d}{birth.month:02d}{birth.year % 100:02d}{serial[:3]}{R.choice('13579' if sex == 'm' else '02468')}")


def vague(birth, kind):
    if kind == "year":
        return f"{birth.year}"
    if kind == "month":
        return f"{birth.year}-{birth.month:02d}"
    low = birth.year - R.randrange(1, 5)
    return f"{low}/{low + R.choice([5, 6, 10])}"


def seen(p):
    """What is written of a person at the first meeting: never more than is known there."""
    r = dict(given=p["given"], family=p["family"], sex=p["sex"] if R.random() < 0.95 else "", level="")
    r["birth"] = R.choices([p["birth"].isoformat(), vague(p["birth"], "year"), vague(p["birth"], "month"), vague(p["birth"], "about"), ""],
                           [86, 7, 2, 3, 2])[0]
    r["cpr"] = p["cpr"] if len(r["birth"]) == 10 and R.random() < 0.55 else ""
    r["phone"] = p["phone"] if R.random() < 0.5 else ""
    r["alias"] = p["alias"] if R.random() < 0.15 else ""
    return r


def typo(word):
    if len(word) < 3:
        return word + R.choice("aens")
    i, kind = R.randrange(1, len(word)), R.choice("insert delete substitute transpose double".split())
    c = word[i]
    if kind == "delete":
        return word[:i] + word[i + 1:]
    if kind == "transpose" and i + 1 < len(word):
        return word[:i] + word[i + 1] + c + word[i + 2:]
    near = R.choice(KEYS.get(c.lower(), "e"))
    if kind == "substitute":
        return word[:i] + near + word[i + 1:]
    return word[:i] + (c if kind == "double" else near) + word[i:]


def on_a_word(r, change):
    field = R.choice(["given", "family"])
    words = r[field].split(" ")
    i = R.randrange(len(words))
    changed = change(words[i])
    if changed is None or changed == words[i]:
        return False
    words[i] = changed
    r[field] = " ".join(words)
    return True


def spelling(word):
    return R.choice(SPELLING[word]) if word in SPELLING else None


def phonetic(word):
    """A change that is not heard, by rule: doubled or single consonants, ck/k, w/v, c/k, gh/g, th/t, silent d, aa/å."""
    rules = [("ck", "k"), ("k", "ck"), ("w", "v"), ("v", "w"), ("c", "k"), ("gh", "g"), ("th", "t"), ("t", "th"), ("nd", "n"), ("ld", "l"), ("aa", "å"), ("å", "aa"),
             ("ss", "s"), ("s", "z"), ("z", "s"), ("ll", "l"), ("l", "ll"), ("nn", "n"), ("n", "nn"), ("ph", "f"), ("x", "ks"), ("j", "i"), ("i", "y"), ("y", "i"), ("e", "æ"), ("æ", "e")]
    fits = [(a, b) for a, b in rules if a in word[1:]]
    if not fits:
        return None
    a, b = R.choice(fits)
    i = word.index(a, 1)
    return word[:i] + b + word[i + len(a):]


def folded(word):
    fits = [c for c in word if c in FOLDS]
    return "".join(R.choice(FOLDS[c]) if c in FOLDS else c for c in word) if fits else None


def wrong(r, p, kind):
    """Puts one error into a record; False when it does not apply."""
    day = len(r["birth"]) == 10
    if kind == "typo":
        return on_a_word(r, typo)
    if kind == "spelling":
        return on_a_word(r, spelling) or on_a_word(r, spelling)
    if kind == "phonetic":
        return on_a_word(r, phonetic)
    if kind == "folded":
        return on_a_word(r, folded) or on_a_word(r, folded)
    if kind == "noMiddle":
        given, family = r["given"].split(" "), r["family"].replace("-", " ").split(" ")
        if len(given) + len(family) < 3:
            return False
        r["given"], r["family"] = given[0], family[-1]
        return True
    if kind == "swappedNames":
        r["given"], r["family"] = r["family"], r["given"]
        return True
    if kind == "secondName":
        given = r["given"].replace("-", " ").split(" ")
        r["given"] = given[-1]
        return len(given) > 1
    if kind == "nickname":
        given = r["given"].split(" ")
        if given[0] not in NICK:
            return False
        r["given"] = " ".join([R.choice(NICK[given[0]])] + given[1:])
        return True
    if kind == "otherFamily":
        r["family"] = weighted(FAMILY)
        return True
    if kind == "aliasForName":
        r["given"], r["family"] = p["alias"], ""
        return True
    if kind == "noFamily":
        r["family"] = ""
        return True
    if kind == "dayMonth":
        b = p["birth"]
        if not day or b.day > 12 or b.day == b.month:
            return False
        r["birth"], r["cpr"] = date(b.year, b.day, b.month).isoformat(), ""
        return True
    if kind == "yearOff":
        if not day:
            return False
        year = p["birth"].year + R.choice([-1, 1])
        r["birth"], r["cpr"] = date(year, p["birth"].month, min(p["birth"].day, 28)).isoformat(), ""
        return True
    if kind == "dayDigit":
        if not day:
            return False
        b = p["birth"]
        r["birth"], r["cpr"] = date(b.year, b.month, R.choice([d for d in (b.day - 1, b.day + 1, b.day + 10, b.day - 10) if 1 <= d <= 28] or [1])).isoformat(), ""
        return True
    if kind == "vagueBirth":
        r["birth"], r["cpr"] = vague(p["birth"], R.choice(["year", "year", "month", "about"])), ""
        return True
    if kind == "noBirth":
        r["birth"], r["cpr"] = "", ""
        return True
    if kind == "cprSwapped":
        if not r["cpr"]:
            return False
        n = r["cpr"]
        fits = [i for i in range(6, 9) if n[i] != n[i + 1]] + [i for i in range(2, 3) if n[i] != n[i + 1]]
        if not fits:
            return False
        i = R.choice(fits)
        r["cpr"] = n[:i] + n[i + 1] + n[i] + n[i + 2:]
        return True
    if kind == "noCPR":
        r["cpr"] = ""
        return True
    if kind == "newPhone":
        r["phone"] = f"0{R.randrange(10**7):07d}"
        return True
    if kind == "noPhone":
        r["phone"] = ""
        return True
    if kind == "noSex":
        r["sex"] = ""
        return True
    if kind == "wrongSex":
        r["sex"], r["cpr"] = ("f" if p["sex"] == "m" else "m"), ""
        return True
    raise ValueError(kind)


ERRORS = {"typo": 20, "spelling": 14, "phonetic": 10, "folded": 16, "noMiddle": 14, "swappedNames": 5, "secondName": 4, "nickname": 16, "otherFamily": 4,
          "aliasForName": 14, "noFamily": 2, "dayMonth": 8, "yearOff": 4, "dayDigit": 5, "vagueBirth": 7, "noBirth": 3, "cprSwapped": 5, "noCPR": 20,
          "newPhone": 9, "noPhone": 9, "noSex": 3, "wrongSex": 1}


def again(p, first):
    """The same person written down a second time, with 0 to 3 errors of the model."""
    r = seen(p)
    made = []
    for _ in range(R.choices([0, 1, 2, 3], [8, 40, 34, 18])[0]):
        for _ in range(8):
            kind = R.choices(list(ERRORS), list(ERRORS.values()))[0]
            if kind in made or (kind == "aliasForName" and not first["alias"]) or ("swappedNames" in made and kind in ("noMiddle", "secondName", "nickname")):
                continue
            if wrong(r, p, kind):
                made.append(kind)
                break
    return r, made


def by_alias(p):
    """A prospect known by alias alone: what is guessed of age and sex."""
    return dict(given="", family="", alias=p["alias"], sex=p["sex"] if R.random() < 0.9 else "", level="alias", cpr="", phone="",
                birth=R.choices([vague(p["birth"], "about"), vague(p["birth"], "year"), ""], [60, 25, 15])[0])


rows = []
people = [person() for _ in range(PERSONS)]
halves = ["tune" if i % 2 == 0 else "test" for i in range(PERSONS)]


def put(number, half, role, errors, r):
    rows.append([half, str(number), role, "+".join(errors), r["given"], r["family"], r["alias"], r["birth"], r["sex"], r["cpr"], r["phone"], r["level"]])


firsts = []
for number, p in enumerate(people):
    r, draw = seen(p), R.random()
    if draw < 0.02:  # statutory anonymous treatment: a number given at the door, nothing else that is certain
        r = dict(given="", family="", alias=p["alias"], birth=vague(p["birth"], "about"), sex=p["sex"], cpr="", phone="", level="anonymous")
    elif draw < 0.06:
        r = by_alias(p)
    firsts.append(r)
    put(number, halves[number], "first", [], r)
known = [n for n in range(PERSONS) if firsts[n]["level"] == ""]
for number in R.sample(known, DUPLICATES):
    p = people[number]
    if R.random() < 0.03:  # the alias was known before the name: both records carry it
        r = by_alias(p)
        row = next(x for x in rows if x[1] == str(number))
        row[6] = firsts[number]["alias"] = p["alias"]
        put(number, halves[number], "again", ["aliasOnly"], r)
        continue
    r, made = again(p, firsts[number])
    put(number, halves[number], "again", made, r)

# Hard negatives: other people who look alike.
number = PERSONS


def other(of, role, p):
    global number
    p["family"] = p["family"] or people[of]["family"]
    put(number, halves[of], role, [], seen(p))
    number += 1


for of in R.sample(known, 120):  # twins: same family, same day, half of them of one sex; some share the family's telephone
    a = people[of]
    p = person(sex=a["sex"] if R.random() < 0.5 else None, family=a["family"], birth=a["birth"])
    if p["given"] == a["given"]:
        continue
    if R.random() < 0.3:
        p["phone"] = a["phone"]
    other(of, "twin", p)
for of in R.sample(known, 100):  # a father and a son, a mother and a daughter of the same name
    a = people[of]
    p = person(sex=a["sex"], family=a["family"], birth=born(max(1930, a["birth"].year - R.randrange(19, 40))))
    p["given"] = a["given"] if R.random() < 0.6 else a["given"].split(" ")[0]
    if R.random() < 0.3:
        p["phone"] = a["phone"]
    other(of, "parent", p)
for of in R.sample(known, 140):  # the same name, another birthday
    a = people[of]
    p = person(sex=a["sex"], family=a["family"])
    p["given"] = a["given"]
    other(of, "sameName", p)
for of in R.sample(known, 60):  # the same name, another day of the same year
    a = people[of]
    p = person(sex=a["sex"], family=a["family"], birth=born(a["birth"].year))
    p["given"] = a["given"]
    if p["birth"] != a["birth"]:
        other(of, "sameNameYear", p)

R.shuffle(rows)
rows.sort(key=lambda r: r[0] == "test")
out = ["half,person,role,errors,given,family,alias,birth,sex,cpr,phone,level"] + [",".join(r) for r in rows]
assert all("," not in cell for r in rows for cell in r)
sys.stdout.write("\n".join(out) + "\n")
