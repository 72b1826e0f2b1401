"""Writes the JobSpy files of this folder with JobSpy's own code, one generation per environment.

    pip install python-jobspy==1.1.82 pandas && python write.py      # old-quoted.csv, old-plain.csv
    pip install python-jobspy==1.4.1 pandas && python write.py       # new-quoted.csv, new-plain.csv, new.jsonl

Nothing is fetched: the scrapers answer with the postings of `postings.json`, and `scrape_jobs` does the rest. So models,
Markdown, e-mails, columns, order and missing values are the package's, as is what LinkedIn reads from a text in 1.4.1.
Ours is `old_post` and `new_post`: which field of a board goes where, for that cannot be called without a network.
Either run also writes `expected.jsonl`, whose words are found without the code that makes the Markdown.

Keys of `postings.json` are those of the `JobPost` of 1.4.1, and
  `html`        lines of the page's description; `text` where a board has no HTML
  `place`       the location as one text; a country in capitals is a code as Indeed gave it, else JobSpy's name of it
  `read`        pay that JobSpy itself finds in the text
  `must`        words that have to survive
  `old`, `new`  what is different in one generation
"""

import csv
import importlib.metadata
import json
import logging
import warnings
from html.parser import HTMLParser
from pathlib import Path

import jobspy
from bs4 import BeautifulSoup
from jobspy import model, util

HERE = Path(__file__).parent
GENERATION = {"1.1.82": "old", "1.4.1": "new"}[importlib.metadata.version("python-jobspy")]
PAY = ("interval", "min_amount", "max_amount", "currency")


def of(generation, posting):
    """The posting as that generation sees it."""
    return {**posting, **posting.get(generation, {})}


def page(posting):
    """The description as the page has it. Both generations of the LinkedIn scraper indent it first."""
    html = None if posting["html"] is None else "\n".join(posting["html"])
    if posting["site"] == "linkedin":
        html = BeautifulSoup(f"<div>{html}</div>", "html.parser").div.prettify(formatter="html")
    return html


def old_post(posting):
    """A `JobPost` as the scrapers of 1.1.82 fill it. Google's gives a text, not HTML."""
    text = "\n".join(posting["text"]) if "text" in posting else util.markdown_converter(page(posting))
    pay = {key: posting.get(key) for key in PAY}
    place = dict(posting["location"])
    if place["country"] and place["country"].islower():
        place["country"] = model.Country.from_string(place["country"])
    job_types = [util.get_enum_from_job_type(name) for name in posting["job_type"] or []]
    fields = {"company_name": posting["company"], "location": place, "job_type": job_types or None, "description": text}
    pay = model.Compensation(**pay) if any(pay.values()) else None
    return model.JobPost(**{**posting, **fields, "compensation": pay, "emails": util.extract_emails_from_text(text)})


def new_post(posting):
    """A `JobPost` as the scrapers of 1.4.1 fill it. LinkedIn's reads pay from the text where the page states none."""
    fields = {key: value for key, value in posting.items() if key in model.JobPost.model_fields}
    fields |= util.description_fields(page(posting), model.DescriptionFormat.MARKDOWN)
    if posting["site"] == "linkedin" and "interval" not in posting:
        pay = jobspy.LinkedIn._guess_salary(util.plain_converter(page(posting)))
        fields |= {**pay.model_dump(), "salary_source": "description"}
    return model.JobPost(**fields)


def scrape(postings):
    """What `scrape_jobs` returns when the boards show these postings."""
    seen = [of(GENERATION, posting) for posting in postings]
    post = old_post if GENERATION == "old" else new_post

    def answer(scraper, _):
        posts = [post(p) for p in seen if type(scraper).__module__ == "jobspy." + p["site"].replace("_", "")]
        return model.JobResponse(jobs=posts) if GENERATION == "old" else posts

    for scraper in model.Scraper.__subclasses__():
        scraper.scrape = answer
        # That of ZipRecruiter in 1.1.82 calls its board.
        scraper.__init__ = lambda self, **_: vars(self).update(log=logging.getLogger(), error=None, warnings=[])
    logging.disable(logging.INFO)
    warnings.simplefilter("ignore")  # 1.1.82 calls what its pydantic and pandas have deprecated.
    return jobspy.scrape_jobs(site_name=sorted({posting["site"] for posting in seen}))


def write_csv(jobs, name, **dialect):
    """Writes the file, and reads it again to see that every cell survived."""
    jobs.to_csv(HERE / name, index=False, **dialect)
    with open(HERE / name, newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file, escapechar=dialect.get("escapechar"))
    cells = [["" if value is None or value != value else str(value) for value in row] for row in jobs.to_numpy()]
    assert header == list(jobs.columns) and rows == cells, name


class Words(HTMLParser):
    """The words that a page shows, without list numbers."""

    text = ""

    def handle_data(self, data):
        self.text += data

    def handle_starttag(self, tag, _):
        self.text += "" if tag in ("a", "b", "code", "i", "strong", "u") else "\n"


def fields(posting):
    """What a reader of the file has to find, by the names of jds. Empty is unknown."""
    words = Words()
    words.feed("\n".join(posting["html"] or []))
    words.close()
    interval, least, most, currency = ({**posting, **posting.get("read", {})}.get(key) or "" for key in PAY)
    return {
        "id": posting["id"],
        "source": posting["site"],
        "url": posting["job_url"],
        "title": posting["title"],
        "employer": "" if posting["company"] == "N/A" else posting["company"] or "",
        "description": " ".join(words.text.split()),
        "location": posting["place"],
        "posted_at": posting["date_posted"] or "",
        "pay_min": str(least),
        "pay_max": str(most),
        "pay_currency": currency,
        "pay_period": interval,
        "employment_type": ", ".join(posting["job_type"] or []),
        "work_mode": "remote" if posting["is_remote"] else "",
        "seniority": posting.get("job_level", ""),
        "skills": posting.get("skills", []),
        "employer_size": posting.get("company_num_employees", ""),
        "must": posting["must"],
    }


def expected(posting):
    """The fields that both generations give; those that are not the same stand under `old` and `new`."""
    old, new = fields(of("old", posting)), fields(of("new", posting))
    apart = [key for key in new if old[key] != new[key]]
    both = {key: value for key, value in new.items() if key not in apart}
    return both | ({"old": {key: old[key] for key in apart}, "new": {key: new[key] for key in apart}} if apart else {})


if __name__ == "__main__":
    postings = json.loads((HERE / "postings.json").read_text(encoding="utf-8"))
    jobs = scrape(postings)
    assert len(jobs) == len(postings)
    # The dialect of the README of every version to 1.3.0, and the plain one of 1.4.0 and later.
    write_csv(jobs, f"{GENERATION}-quoted.csv", quoting=csv.QUOTE_NONNUMERIC, escapechar="\\")
    write_csv(jobs, f"{GENERATION}-plain.csv")
    if GENERATION == "new":
        from jobspy.records import save  # What the command `jobspy -o new.jsonl` writes with.

        save(jobs, str(HERE / "new.jsonl"))
    lines = [json.dumps(expected(posting), ensure_ascii=False) + "\n" for posting in postings]
    (HERE / "expected.jsonl").write_text("".join(lines), encoding="utf-8")
