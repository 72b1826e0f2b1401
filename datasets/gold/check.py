"""Checks the gold annotations: `python datasets/gold/check.py`. Standard library only; it runs no part of the program.

    check.py                    checks everything, prints the counts of each question, ends with 1 on a fault
    check.py --span ID TEXT     prints where TEXT stands in the posting, in bytes, to write a mention by
    check.py --prune            drops from ids.csv what the lexicon has by now
"""

import collections
import csv
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
CORE = HERE.parent.parent / "lexicons" / "core" / "skills"

# Strongest first.
ASKS = ["required", "preferred", "excluded", "unsorted", "mentioned"]
CLOSED = {
    "seniority": "intern junior mid senior lead staff principal manager director executive",
    "role": "backend frontend full-stack mobile embedded data-engineer data-analyst data-scientist ml-engineer ai-engineer devops "
    "platform security qa product other",
    "specialisation": "core web data-ml devops-cloud",
    "work_mode": "onsite hybrid remote",
    "employment_type": "full-time part-time contract temporary internship apprenticeship volunteer",
    "tier": "startup mid enterprise",
    "language": "de en es fr nl pl",
    # Officially assigned codes of ISO 3166-1.
    "country": "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD "
    "CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI "
    "GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA "
    "LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR "
    "NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY "
    "SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW",
}
# Nothing is null in these.
ALWAYS = {"role", "language"}
KEYS = {"schema", "id", "skills", "refused", "pay", "years", "education", *CLOSED}
# A question with fewer instances, or a rank or role with fewer postings, is too thin for a floor.
ENOUGH, ENOUGH_OF_EACH = 60, 4
LEVELS = ["none", "secondary", "vocational", "bachelor", "master", "phd"]
PERIODS = "hour day week biweek semimonth month year".split()
KINDS = "base ote total contract".split()
BASES = "gross net net_of_vat unspecified".split()

faults = []


def fault(where, what):
    faults.append(f"{where}: {what}")


def rows(name):
    with open(HERE / name, encoding="utf-8", newline="") as file:
        return [json.loads(line) for line in file]


def core():
    return {row["id"] for path in sorted(CORE.glob("*.csv")) for row in csv.DictReader(open(path, encoding="utf-8", newline=""))}


def ids():
    with open(HERE / "ids.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def span(where, posting, what):
    """Whether the bytes of a span are its text."""
    source = posting.get(what["field"]) or ""
    raw = source.encode()
    start, end = what["start"], what["end"]
    if not 0 <= start < end <= len(raw):
        return fault(where, f"span {start}..{end} outside of {what['field']}")
    try:
        found = raw[start:end].decode()
    except UnicodeDecodeError:
        return fault(where, f"span {start}..{end} cuts a character")
    if found != what["text"]:
        fault(where, f"span {start}..{end} is {found!r}, not {what['text']!r}")
    if found != found.strip():
        fault(where, f"span {start}..{end} begins or ends with a space")


def check_skills(where, posting, gold, known):
    groups = collections.Counter(skill["any_of"] for skill in gold["skills"] if skill["any_of"] is not None)
    if sorted(groups) != list(range(1, len(groups) + 1)):
        fault(where, f"any_of numbers are {sorted(groups)}")
    for number, members in groups.items():
        if members < 2:
            fault(where, f"any_of {number} has one member")
    seen = set()
    for skill in gold["skills"]:
        at = f"{where} {skill['id']}"
        if skill["id"] in seen:
            fault(at, "twice")
        seen.add(skill["id"])
        check_id(at, skill["id"], known)
        if not skill["mentions"]:
            fault(at, "no mention")
            continue
        for mention in skill["mentions"]:
            if mention["ask"] not in ASKS:
                fault(at, f"ask {mention['ask']!r}")
            span(at, posting, mention)
        if skill["ask"] != min((mention["ask"] for mention in skill["mentions"]), key=ASKS.index):
            fault(at, f"ask {skill['ask']} is not that of the strongest mention")
        check_years(at, skill["years_min"], skill["years_max"])
        places = [(mention["field"] != "title", mention["start"]) for mention in skill["mentions"]]
        if places != sorted(set(places)):
            fault(at, "mentions out of order or twice")
    counted = {(m["field"], m["start"], m["end"], skill["id"]) for skill in gold["skills"] for m in skill["mentions"]}
    for refused in gold["refused"]:
        at = f"{where} not {refused['skill']}"
        check_id(at, refused["skill"], known)
        span(at, posting, refused)
        if (refused["field"], refused["start"], refused["end"], refused["skill"]) in counted:
            fault(at, "both counted and refused")


def check_id(where, skill, known):
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", skill) or len(skill) > 40:
        fault(where, "malformed id")
    if skill not in known:
        fault(where, "unknown id")


def check_years(where, low, high):
    for value in (low, high):
        if value is not None and not (isinstance(value, int) and 0 <= value <= 25):
            fault(where, f"years {value!r}")
    if low is not None and high is not None and low > high:
        fault(where, f"years {low}-{high}")


def check_pay(where, posting, gold):
    if gold["pay"] and sum(pay["primary"] for pay in gold["pay"]) != 1:
        fault(where, "not one primary pay")
    for pay in gold["pay"]:
        at = f"{where} pay {pay['text']!r}"
        low, high = pay["min"], pay["max"]
        sides = {(True, True): "point" if low == high else "range", (True, False): "from", (False, True): "up_to"}
        if sides.get((low is not None, high is not None)) != pay["bound"] or (None not in (low, high) and low > high):
            fault(at, f"bound {pay['bound']} of {low} and {high}")
        if pay["kind"] not in KINDS or pay["basis"] not in BASES or (pay["period"] or "year") not in PERIODS:
            fault(at, "a word that is not in its list")
        if pay["currency"] is not None and not re.fullmatch("[A-Z]{3}", pay["currency"]):
            fault(at, f"currency {pay['currency']!r}")
        if pay["field"] is not None:
            span(at, posting, pay)
        elif not any(posting.get(column) for column in ("pay_min", "pay_max", "pay_text")):
            fault(at, "of columns that the posting has not")


def check(postings, golds, known):
    for name, count in collections.Counter(posting["id"] for posting in postings).items():
        if count > 1:
            fault(name, f"{count} postings")
    if [posting["id"] for posting in postings] != [gold["id"] for gold in golds]:
        fault("gold.jsonl", "does not hold the postings in their order")
        return
    for posting, gold in zip(postings, golds):
        where = posting["id"]
        for field in ("title", "employer", "location", "description"):
            if not posting.get(field):
                fault(where, f"no {field}")
        if set(gold) != KEYS:
            fault(where, f"keys {sorted(set(gold) ^ KEYS)}")
            continue
        check_skills(where, posting, gold, known)
        check_pay(where, posting, gold)
        check_years(where, gold["years"]["min"], gold["years"]["max"])
        for field, words in CLOSED.items():
            if gold[field] is None and field not in ALWAYS:
                continue
            if gold[field] not in words.split():
                fault(where, f"{field} {gold[field]!r}")
        check_education(where, gold["education"])


def check_education(where, education):
    if education is None:
        return
    level, required = education["level"], education["required"]
    if level not in LEVELS or not isinstance(required, bool) or not isinstance(education["or_experience"], bool):
        fault(where, f"education {education}")
    if level == "none" and (required or education["or_experience"]):
        fault(where, "no education, but required or replaced by experience")


def report(postings, golds):
    skills = [skill for gold in golds for skill in gold["skills"]]
    mentions = [mention for skill in skills for mention in skill["mentions"]]
    lengths = sorted(len(posting["description"]) for posting in postings)

    def by_ask(things):
        count = collections.Counter(thing["ask"] for thing in things)
        return ", ".join(f"{ask} {count[ask]}" for ask in ASKS)

    print(f"postings   {len(postings)}, {lengths[0]} to {lengths[-1]} characters, median {lengths[len(lengths) // 2]}")
    print(f"skills     {len(skills)} claims of {len({skill['id'] for skill in skills})} skills: {by_ask(skills)}")
    print(f"mentions   {len(mentions)}: {by_ask(mentions)}")
    print(f"pay        {sum(len(gold['pay']) for gold in golds)} statements in {sum(bool(gold['pay']) for gold in golds)} postings")
    print(f"refused    {sum(len(gold['refused']) for gold in golds)} traps")
    print()
    for question, values in questions(golds):
        count = sum(values.values())
        each = ENOUGH_OF_EACH if question in ("seniority", "role") else 0
        words = CLOSED.get(question, "").split() if question != "country" else []
        words = words or [word for word, _ in values.most_common()]
        listed = [f"{word} {values[word]}" for word in words]
        thin = count < ENOUGH or any(values[word] < each for word in words)
        print(f"{question:<23} {count:>5}{' !' if thin else '  '} {', '.join(listed) if len(listed) > 1 else ''}".rstrip())


def questions(golds):
    """Each question with its annotated instances by value: what is said, not what is null."""
    count = collections.Counter
    skills = [skill for gold in golds for skill in gold["skills"]]
    for ask in ASKS:
        yield f"ask {ask}", count(skill["ask"] for skill in skills if skill["ask"] == ask)
    groups = [count(skill["any_of"] for skill in gold["skills"] if skill["any_of"]) for gold in golds]
    yield "any_of", count(f"of {size}" for group in groups for size in group.values())
    yield "years of a skill", count("years" for skill in skills if skill["years_min"] is not None or skill["years_max"] is not None)
    years = [gold["years"] for gold in golds if gold["years"] != {"min": None, "max": None}]
    yield "years overall", count("one side" if None in each.values() else "both sides" for each in years)
    for field in CLOSED:
        yield field, count(gold[field] for gold in golds if gold[field] is not None)
    education = [gold["education"] for gold in golds if gold["education"]]
    yield "education", count(each["level"] for each in education)
    yield "education not required", count("not required" for each in education if not each["required"])
    yield "education or experience", count("or experience" for each in education if each["or_experience"])


def main():
    postings = rows("postings.jsonl")
    if sys.argv[1:2] == ["--span"]:
        posting = next(posting for posting in postings if posting["id"] == sys.argv[2])
        for field in ("title", "description"):
            for match in re.finditer(re.escape(sys.argv[3]), posting[field]):
                start = len(posting[field][: match.start()].encode())
                print(field, start, start + len(match.group().encode()), repr(posting[field][max(0, match.start() - 30) : match.end() + 30]))
        return 0
    listed = ids()
    if sys.argv[1:] == ["--prune"]:
        have = core()
        kept = [row for row in listed if row["id"] not in have]
        with open(HERE / "ids.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, ["id", "origin"], lineterminator="\n")
            writer.writeheader()
            writer.writerows(kept)
        print(f"ids.csv    {len(listed) - len(kept)} of {len(listed)} dropped")
        return 0
    golds = rows("gold.jsonl")
    have = core()
    names = [row["id"] for row in listed]
    if names != sorted(set(names)):
        fault("ids.csv", "not sorted, or an id twice")
    used = {skill["id"] for gold in golds for skill in gold["skills"]} | {r["skill"] for gold in golds for r in gold["refused"]}
    for name in names:
        if name not in used:
            fault("ids.csv", f"{name} is used nowhere")
    check(postings, golds, have | set(names))
    report(postings, golds)
    print(f"ids        {len(used & have)} in the lexicon, {len(used - have)} in ids.csv alone")
    for line in faults:
        print(line, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
