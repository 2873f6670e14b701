#!/usr/bin/env python3
"""A format for Ibid in a program: the citation templates of the English Wikipedia, {{cite book |title=… |last=…}}.

Ibid starts it with `describe`, `read` or `write` (docs/plugins.md). It needs nothing but Python 3.8.
"""

import html
import json
import re
import sys

FORMAT = "wikipedia"

DESCRIPTION = {
    "protocol": 1,
    "id": FORMAT,
    "title": "Wikipedia citation templates",
    "summary": "The templates of Citation Style 1 in wikitext: {{cite book}}, {{cite journal}}, {{citation}} and the others",
    "aliases": ["cs1", "wikitext"],
    "extensions": ["wiki", "wikitext"],
    "reads": True,
    "writes": True,
    "text": True,
    "options": [
        {"name": "bare", "kind": "flag", "side": "writing",
         "summary": "write the templates alone, without <ref name=…> around them: the keys are lost"},
    ],
    "signatures": [
        {"contains": "{{cite ", "confidence": "likely"},
        {"contains": "{{Cite ", "confidence": "likely"},
        {"contains": "{{citation", "confidence": "likely"},
    ],
}

# ---------------------------------------------------------------------------------------------------------- Tables
# Each stands once and is read in both directions; of several rows for one type or field, the first is written.

TYPES = [
    ("cite book", "book"), ("cite journal", "article-journal"), ("cite magazine", "article-magazine"),
    ("cite news", "article-newspaper"), ("cite web", "webpage"), ("cite thesis", "thesis"),
    ("cite report", "report"), ("cite tech report", "report"), ("cite techreport", "report"),
    ("cite conference", "paper-conference"), ("cite encyclopedia", "entry-encyclopedia"),
    ("cite dictionary", "entry-dictionary"), ("cite map", "map"), ("cite av media", "motion_picture"),
    ("cite episode", "broadcast"), ("cite podcast", "broadcast"), ("cite interview", "interview"),
    ("cite speech", "speech"), ("cite mailing list", "post"), ("cite newsgroup", "post"),
    ("cite video game", "software"), ("cite arxiv", "article"), ("cite biorxiv", "article"),
    ("cite document", "document"), ("citation", "document"), ("cite press release", "document"),
]

FIELDS = [
    ("title", "title"), ("publisher", "publisher"), ("institution", "publisher"), ("location", "publisher-place"),
    ("place", "publisher-place"), ("publication-place", "publisher-place"), ("edition", "edition"),
    ("series", "collection-title"), ("volume", "volume"), ("issue", "issue"), ("number", "issue"),
    ("pages", "page"), ("page", "page"), ("total-pages", "number-of-pages"), ("isbn", "ISBN"), ("issn", "ISSN"),
    ("doi", "DOI"), ("pmid", "PMID"), ("pmc", "PMCID"), ("url", "URL"), ("language", "language"), ("type", "genre"),
    ("degree", "genre"), ("medium", "medium"), ("conference", "event-title"), ("section", "section"),
    ("quote", "annote"), ("via", "source"), ("id", "number"), ("arxiv", "eprint"),
]

# The parameter for what holds the work, by type: the first that fits is written; all are read.
CONTAINERS = [
    ("article-journal", "journal"), ("article-magazine", "magazine"), ("article-newspaper", "newspaper"),
    ("webpage", "website"), ("entry-encyclopedia", "encyclopedia"), ("entry-dictionary", "dictionary"),
    ("paper-conference", "book-title"), (None, "work"), (None, "periodical"),
]

NAMES = [("", "author"), ("editor-", "editor"), ("translator-", "translator"), ("interviewer-", "interviewer"),
         ("contributor-", "contributor")]
DATES = [("date", "issued"), ("year", "issued"), ("access-date", "accessed"), ("orig-date", "original-date"),
         ("orig-year", "original-date")]

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December"]
SEASONS = {"Spring": 21, "Summer": 22, "Autumn": 23, "Fall": 23, "Winter": 24}

FIELD_OF = dict(FIELDS)
CONTAINER_PARAMETERS = {parameter for _, parameter in CONTAINERS}
TYPE_OF = dict(TYPES)


def first_of(rows):
    """The first row for each value of the second column, by that value."""
    first = {}
    for name, value in rows:
        first.setdefault(value, name)
    return first


PARAMETER_OF = first_of(FIELDS)
TEMPLATE_OF = {kind: name for kind, name in first_of(TYPES).items()}
NAME_PARAMETER = re.compile(
    r"^(?:(editor|translator|interviewer|contributor)-?)?(last|surname|first|given|author|editor|translator"
    r"|interviewer|contributor)?(\d*)(?:-(last|first|surname|given))?(\d*)$")

# ----------------------------------------------------------------------------------------------------------- Dates

_DAY_MONTH = re.compile(r"^(\d{1,2}) ([A-Z][a-z]+) (\d{4})$")
_MONTH_DAY = re.compile(r"^([A-Z][a-z]+) (\d{1,2}), (\d{4})$")
_MONTH = re.compile(r"^([A-Z][a-z]+) (\d{4})$")
_EDTF = re.compile(r"^-?\d{4}(-\d\d(-\d\d)?)?[?~]?$")
_YEARS = re.compile(r"^(\d{4})[–-](\d{4})$")


def edtf_of(text):
    """The EDTF date that a date of a template says, or None."""
    if _EDTF.match(text):
        return text
    match = _DAY_MONTH.match(text)
    if match and match[2] in MONTHS:
        return "%s-%02d-%02d" % (match[3], MONTHS.index(match[2]) + 1, int(match[1]))
    match = _MONTH_DAY.match(text)
    if match and match[1] in MONTHS:
        return "%s-%02d-%02d" % (match[3], MONTHS.index(match[1]) + 1, int(match[2]))
    match = _MONTH.match(text)
    if match and match[1] in MONTHS:
        return "%s-%02d" % (match[2], MONTHS.index(match[1]) + 1)
    if match and match[1] in SEASONS:
        return "%s-%d" % (match[2], SEASONS[match[1]])
    match = _YEARS.match(text)
    if match:
        return "%s/%s" % (match[1], match[2])
    if text.startswith("c. ") and _EDTF.match(text[3:]):
        return text[3:] + "~"
    return None


def date_member(text):
    edtf = edtf_of(text)
    if edtf is None:
        return {"raw": text}
    return edtf if edtf == text else {"edtf": edtf, "raw": text}


def date_text(date):
    """A date as the templates have it: word for word where it came so, else by its EDTF form."""
    if isinstance(date, str):
        date = {"edtf": date}
    if date.get("raw"):
        return date["raw"]
    edtf = date.get("edtf", "")
    match = re.match(r"^(\d{4})-(\d\d)$", edtf)
    if match and 1 <= int(match[2]) <= 12:
        return "%s %s" % (MONTHS[int(match[2]) - 1], match[1])
    for season, number in SEASONS.items():
        if edtf.endswith("-%d" % number):
            return "%s %s" % (season, edtf[:-3])
    if re.match(r"^\d{4}~$", edtf):
        return "c. " + edtf[:-1]
    match = re.match(r"^(\d{4})/(\d{4})$", edtf)
    return "%s–%s" % (match[1], match[2]) if match else edtf

# -------------------------------------------------------------------------------------------------------- Wikitext

_COMMENT = re.compile(r"<!--.*?-->", re.S)
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_QUOTES = re.compile(r"'''''|'''|''")
_PLAIN = re.compile(r"^[^<>&\[\]{}']*$")


def plain_text(source):
    """The words of a value, and its spans; wikilinks give their label, {{!}} is a bar."""
    if _PLAIN.match(source):
        return source, []
    text = html.unescape(_LINK.sub(r"\1", source.replace("{{!}}", "|")))
    spans, out, opened, at = [], [], {}, 0
    length = 0
    for match in _QUOTES.finditer(text):
        piece = text[at:match.start()]
        out.append(piece)
        length += len(piece.encode())
        at = match.end()
        for style, marks in (("italic", ("''", "'''''")), ("bold", ("'''", "'''''"))):
            if match[0] in marks:
                if style in opened:
                    spans.append({"style": style, "start": opened.pop(style), "end": length})
                else:
                    opened[style] = length
    if opened:
        return text, []
    out.append(text[at:])
    spans = [span for span in spans if span["start"] < span["end"]]
    spans.sort(key=lambda span: (span["start"], -span["end"]))
    for before, after in zip(spans, spans[1:]):
        if before["start"] < after["start"] < before["end"] < after["end"]:
            return "".join(out) + text[len(text):], []
    return "".join(out), spans


def wikitext(text, spans=()):
    """A value that reads as these words and spans."""
    marks = {"italic": "''", "bold": "'''"}
    opens, closes = {}, {}
    for span in spans:
        if span["style"] in marks:
            opens.setdefault(span["start"], []).append(marks[span["style"]])
            closes.setdefault(span["end"], []).insert(0, marks[span["style"]])
    if not opens:
        return escaped(text)
    out, at, data = [], 0, text.encode()
    for offset in sorted(set(opens) | set(closes)):
        out.append(escaped(data[at:offset].decode("utf-8", "replace")))
        out += closes.get(offset, []) + opens.get(offset, [])
        at = offset
    return "".join(out) + escaped(data[at:].decode("utf-8", "replace"))


_SPECIAL = re.compile(r"[&<>|{}\[\]\n\t\r]|''+")


def escaped(text):
    def replacement(match):
        mark = match[0]
        if mark[0] == "'":
            return "&#39;" * len(mark)
        return {"|": "{{!}}", "\n": " ", "\t": " ", "\r": " "}.get(mark) or "&#%d;" % ord(mark)
    return _SPECIAL.sub(replacement, text) if _SPECIAL.search(text) else text


_PARTS = re.compile(r"\{\{|\}\}|\[\[|\]\]|\|")


def parameters(body):
    """The name of a template and its parameters in order, from what stands between {{ and }}."""
    parts, depth, start = [], 0, 0
    for match in _PARTS.finditer(body):
        mark = match[0]
        if mark in ("{{", "[["):
            depth += 1
        elif mark in ("}}", "]]"):
            depth = max(0, depth - 1)
        elif depth == 0:
            parts.append(body[start:match.start()])
            start = match.end()
    parts.append(body[start:])
    named = []
    for part in parts[1:]:
        name, equals, value = part.partition("=")
        named.append((name.strip().lower(), value.strip()) if equals else ("", part.strip()))
    return " ".join(parts[0].split()).lower(), named

# --------------------------------------------------------------------------------------------------------- Reading

class Names:
    """The names of one field, by their numbers, put together from last1, first1, author2 …"""

    def __init__(self):
        self.parts = {}

    def set(self, number, part, value):
        return self.parts.setdefault(number, {}).setdefault(part, value) is value

    def members(self):
        members = []
        for number in sorted(self.parts):
            parts = self.parts[number]
            if "family" in parts:
                name = {"family": parts["family"]}
                if parts.get("given"):
                    name["given"] = parts["given"]
                members.append(name)
            else:
                members.append({"literal": parts.get("literal") or parts.get("given", "")})
        return members


def name_parameter(parameter):
    """The field, number and part that a parameter gives of a name: editor2-last is ("editor", 2, "family")."""
    match = NAME_PARAMETER.match(parameter)
    if not match:
        return None
    prefix, word, one, suffix, two = match.groups()
    number = int(one or two or 1)
    if one and two or number > 500:
        return None
    if word in ("editor", "translator", "interviewer", "contributor", "author"):
        if prefix:
            return None
        prefix, word = (None if word == "author" else word), suffix or "literal"
    elif suffix or not word:
        return None
    part = {"last": "family", "surname": "family", "first": "given", "given": "given"}.get(word, "literal")
    return (prefix or "author", number, part)


def text_member(value):
    text, spans = plain_text(value)
    return {"text": text, "spans": spans} if spans else text


class Reader:
    """Finds the templates in a text that comes block by block, and prints a record for each."""

    START = re.compile(r"<ref\b[^<>]*?\bname\s*=\s*(\"[^\"<>]*\"|'[^'<>]*'|[^\s<>/]+)[^<>]*?(?<!/)>\s*(?=\{\{)"
                       r"|\{\{\s*(?:[Cc]ite\s|[Cc]itation\s*[|}\n])", re.S)
    BRACES = re.compile(r"\{\{|\}\}")
    LONGEST = 1 << 18

    def __init__(self, out):
        self.out = out
        self.line = 1
        self.key = None
        self.prose = 0

    def say(self, severity, code, message, hint=None):
        body = {"severity": severity, "code": code, "message": message, "line": self.line, "column": 1}
        if hint:
            body["hint"] = hint
        self.out.write(json.dumps({"diagnostic": body}, ensure_ascii=False) + "\n")

    def read(self, blocks):
        text = ""
        for block in blocks:
            text = self.scan(text + block, is_last=False)
        self.scan(text, is_last=True)
        if self.prose:
            self.line = 1
            self.say("note", "prose", "%d characters outside of the templates are no records and are left out" % self.prose)

    def pass_over(self, text):
        self.line += text.count("\n")

    def scan(self, text, is_last):
        """Reads the templates that are whole; returns what is left for the next block."""
        at = 0
        while True:
            match = self.START.search(text, at)
            if not match:
                # A start may be cut off at the end of the block.
                keep = len(text) if is_last else max(at, len(text) - 500)
                self.skip(text[at:keep])
                return text[keep:]
            self.skip(text[at:match.start()])
            at = match.start()
            if match[1] is not None:
                self.key = html.unescape(match[1].strip("\"'"))
                self.pass_over(match[0])
                at = match.end()
                if not self.START.match(text, at) and len(text) - at > 500:
                    self.key = None
                continue
            end = self.end_of(text, at)
            if end is None:
                if is_last or len(text) - at > self.LONGEST:
                    self.say("error", "unclosed", "the template is not closed", "}} is missing: " + text[at:at + 40])
                    self.pass_over(text[at:at + 2])
                    at += 2
                    continue
                return text[at:] if self.key is None else self.with_key(text[at:])
            self.template(text[at + 2:end - 2])
            self.pass_over(text[at:end])
            at = end
            closing = re.compile(r"\s*</ref>").match(text, at) if self.key is not None else None
            if closing:
                self.pass_over(closing[0])
                at = closing.end()
            self.key = None

    def with_key(self, text):
        """Puts back the <ref> of a template that is not whole yet; it is found again with the next block."""
        key, self.key = self.key, None
        return '<ref name="%s">%s' % (html.escape(key), text)

    def skip(self, text):
        if text.strip(" \n\r\t*#:;") not in ("", "</ref>"):
            self.prose += len(text.strip())
        self.pass_over(text)

    def end_of(self, text, at):
        depth = 0
        for match in self.BRACES.finditer(text, at, at + self.LONGEST):
            depth += 1 if match[0] == "{{" else -1
            if depth == 0:
                return match.end()
        return None

    def template(self, body):
        name, given = parameters(_COMMENT.sub("", body) if "<!--" in body else body)
        record = {}
        if self.key:
            record["key"] = self.key
        record["type"] = TYPE_OF.get(name, "document")
        kept, names, seen = [], {}, set()
        chapter = any(parameter in ("chapter", "contribution", "entry", "article") and value
                      for parameter, value in given)
        if chapter and record["type"] == "book":
            record["type"] = "chapter"
        if TEMPLATE_OF.get(record["type"]) != name and not (record["type"] == "chapter" and name == "cite book"):
            kept.append({"format": FORMAT, "name": "template", "value": name})
        for parameter, value in given:
            if not value:
                continue
            if not self.parameter(record, names, seen, parameter, value, chapter):
                kept.append({"format": FORMAT, "name": parameter, "value": value, "form": "source"})
        for field, collected in names.items():
            record[field] = collected.members()
        if kept:
            record["kept"] = kept
        self.out.write(json.dumps(record, ensure_ascii=False) + "\n")

    def parameter(self, record, names, seen, parameter, value, chapter):
        """Puts a parameter into the record; false where it has no place there."""
        is_marked = "[[" in value or "<" in value or "{{" in value.replace("{{!}}", "")
        if parameter in ("chapter", "contribution", "entry", "article"):
            field = "title"
        elif parameter == "title" and chapter:
            field = "container-title"
        elif parameter in CONTAINER_PARAMETERS:
            field = "container-title"
        else:
            field = FIELD_OF.get(parameter)
        if field and not is_marked:
            if field in seen:
                return False
            seen.add(field)
            record[field] = text_member(value)
            return True
        for name, date in DATES:
            if parameter == name and not is_marked:
                if date in seen:
                    return False
                seen.add(date)
                record[date] = date_member(plain_text(value)[0])
                return True
        found = name_parameter(parameter)
        if not found or is_marked:
            if field and field not in seen:
                # The words are read, and the source is kept beside them, to be written again.
                seen.add(field)
                text = re.sub(r"<[^<>]*>|\{\{[^{}]*\}\}", "", value)
                record[field] = plain_text(text)[0].strip() or value
            return False
        field, number, part = found
        if field not in names:
            names[field] = Names()
            record[field] = []  # Its place among the fields.
        return names[field].set(number, part, plain_text(value)[0])

# --------------------------------------------------------------------------------------------------------- Writing

class Writer:
    def __init__(self, out, messages, bare):
        self.out = out
        self.messages = messages
        self.bare = bare

    def cannot_write(self, record, what):
        body = {"severity": "warning", "code": "cannot-write", "record": record.get("key", ""),
                "message": "%s cannot be written in this format" % what}
        self.messages.write(json.dumps({"diagnostic": body}, ensure_ascii=False) + "\n")

    def write(self, record):
        kept = {one["name"]: one["value"] for one in record.get("kept", []) if one["format"] == FORMAT}
        if any(one["format"] != FORMAT for one in record.get("kept", [])):
            self.cannot_write(record, "what another format kept")
        kind = record.get("type", "document")
        if kind == "chapter":
            template = "cite book"
        else:
            template = kept.get("template") or TEMPLATE_OF.get(kind)
        if template is None:
            template = "citation"
            self.cannot_write(record, "the type “%s”" % kind)
        given = []
        for field, value in record.items():
            if field == "more":
                self.cannot_write(record, "a field that stands a second time")
            elif field not in ("key", "type", "kept"):
                given += self.field(record, kind, field, value)
        names = {name for name, _ in given}
        for parameter, value in kept.items():
            if parameter == "template":
                continue
            if parameter in names:
                # The source of a value that has more than words.
                given = [(name, value if name == parameter else text) for name, text in given]
            else:
                given.append((parameter, value))
        body = "".join(" |%s=%s" % pair if pair[0] else " |" + pair[1] for pair in given)
        line = "{{%s%s}}" % (template, body)
        if record.get("key") and not self.bare:
            line = '<ref name="%s">%s</ref>' % (html.escape(record["key"]), line)
        self.out.write(line + "\n")

    def field(self, record, kind, field, value):
        for prefix, name in NAMES:
            if name == field:
                return self.names(record, prefix, value)
        for parameter, date in DATES:
            if date == field:
                return [(parameter, escaped(date_text(value)))]
        parameter = self.parameter(kind, field)
        if parameter is None:
            self.cannot_write(record, "“%s”" % field)
            return []
        values = value if isinstance(value, list) else [value]
        if len(values) > 1:
            self.cannot_write(record, "“%s” a second time" % field)
        text, spans = values[0], []
        if isinstance(text, dict):
            spans = text.get("spans", [])
            text = text.get("text", "")
            if any(span["style"] not in ("italic", "bold") for span in spans):
                self.cannot_write(record, "some of the markup of “%s”" % field)
        return [(parameter, wikitext(str(text), spans))]

    @staticmethod
    def parameter(kind, field):
        if field == "title":
            return "chapter" if kind == "chapter" else "title"
        if field == "container-title":
            if kind == "chapter":
                return "title"
            for type_, parameter in CONTAINERS:
                if type_ in (kind, None):
                    return parameter
        return PARAMETER_OF.get(field)

    def names(self, record, prefix, value):
        if isinstance(value, dict):
            value = value.get("names", [])
        given = []
        number = 0
        for name in value:
            if name.get("kind") == "others":
                self.cannot_write(record, "“and others”")
                continue
            number += 1
            if set(name) & {"role", "original", "as-written", "identifier"}:
                self.cannot_write(record, "what is said of a name beside its parts")
            if "literal" in name:
                word = prefix.rstrip("-") or "author"
                given.append(("%s%d" % (word, number), escaped(name["literal"])))
                continue
            family = " ".join(filter(None, [name.get("non-dropping-particle"), name.get("family")]))
            first = " ".join(filter(None, [name.get("given"), name.get("dropping-particle")]))
            if name.get("suffix"):
                first = "%s, %s" % (first, name["suffix"]) if first else name["suffix"]
            given.append(("%slast%d" % (prefix, number), escaped(family)))
            if first:
                given.append(("%sfirst%d" % (prefix, number), escaped(first)))
        return given


def blocks(stream):
    while True:
        block = stream.read(1 << 16)
        if not block:
            return
        yield block


def main(arguments):
    sys.stdin.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", newline="\n")
    verb = arguments[0] if arguments else ""
    if verb == "describe":
        print(json.dumps(DESCRIPTION, ensure_ascii=False))
    elif verb == "read":
        Reader(sys.stdout).read(blocks(sys.stdin))
    elif verb == "write":
        writer = Writer(sys.stdout, sys.stderr, bare="--bare" in arguments[1:])
        for line in sys.stdin:
            record = json.loads(line)
            if "collection" not in record:
                writer.write(record)
    else:
        print("usage: wikipedia.py describe|read|write", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
