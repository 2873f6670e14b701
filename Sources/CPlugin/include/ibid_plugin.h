/*
 * ibid_plugin.h: the contract between Ibid and a format in a shared library. This file is the whole of it.
 *
 * A library exports one function, ibid_plugin_entry(), which returns a pointer to a struct ibid_plugin: what the format is,
 * and the functions that read and write it. docs/plugins.md takes you from nothing to a checked plugin;
 * Examples/plugins/refer is a whole one in C.
 *
 * Versions. IBID_PLUGIN_ABI is raised only when a plugin built for the older one would misbehave. Within one version, structs
 * that begin with `size` may grow at their end, and tables of numbers may get further rows; structs that stand in arrays never
 * change. Set `size` to sizeof the struct that you know. The host never reads past your `size`; never read past the host's.
 *
 * Memory. Each side frees what it allocated; nothing changes hands. What the host gives you is valid until your function
 * returns. What you give the host must be valid until the host's function returns: it has been copied then. The struct
 * ibid_plugin and all that it points to must stay as long as the library is loaded.
 *
 * Threads. Calls for one reader never overlap, nor do calls for one writer, but they may come on different threads. Without
 * IBID_CONCURRENT, no two calls into the library overlap at all, and records are written in their order. With it, different
 * readers and writers, and writer_write for one writer, run at the same time. The functions of a struct ibid_host may be
 * called only while one of your functions that was given it runs, and on that thread: a later call is refused and reported.
 *
 * Conduct. No C++ exception, Swift error or longjmp may leave your functions. Do not change the working folder, the locale,
 * signal handlers or standard streams. Your code runs in the host's process and can crash it; with --isolate, Ibid runs it in
 * a process of its own.
 */
#ifndef IBID_PLUGIN_H
#define IBID_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define IBID_PLUGIN_ABI 1

#if defined(_WIN32)
#define IBID_EXPORT __declspec(dllexport)
#else
#define IBID_EXPORT __attribute__((visibility("default")))
#endif

/* ---------------------------------------------------------------------------------------------------------------- Values
 * In all of them, zero means "nothing said": memset a struct to zero, set its size where it has one, then fill in what you
 * have. */

/* UTF-8, not terminated by a zero byte. Empty where count is 0. Bytes that are no UTF-8 are mended and reported. */
typedef struct ibid_string {
    const char *bytes;
    size_t count;
} ibid_string;

/* IBID_STRING("title"): an ibid_string from a literal. */
#ifdef __cplusplus
#define IBID_STRING(literal) (ibid_string{(literal), sizeof(literal) - 1})
#else
#define IBID_STRING(literal) ((ibid_string){(literal), sizeof(literal) - 1})
#endif

/* How sure a statement is, and what it was taken from. */
enum { IBID_STATED = 0, IBID_HIGH = 1, IBID_MEDIUM = 2, IBID_LOW = 3, IBID_CERTAINTY_UNKNOWN = 4 };
enum { IBID_FROM_SOURCE = 0, IBID_FROM_TITLE = 1, IBID_FROM_SUMMARY = 2, IBID_FROM_PAGE = 3, IBID_INFERRED = 4,
       IBID_FROM_PARENT = 5 /* the record of the larger work that it is part of */ };

/* A stretch of a text and what holds for it. Offsets count bytes. Spans are in order of their start, an enclosing one before
 * what it encloses; they nest and never cross. */
enum {
    IBID_STYLE_ITALIC = 1, IBID_STYLE_BOLD = 2, IBID_STYLE_SMALL_CAPS = 3, IBID_STYLE_SUPERSCRIPT = 4,
    IBID_STYLE_SUBSCRIPT = 5, IBID_STYLE_NO_CASE = 6, IBID_STYLE_QUOTED = 7, IBID_STYLE_MATH = 8,
    IBID_STYLE_UNDERLINE = 9, IBID_STYLE_STRIKETHROUGH = 10, IBID_STYLE_MONOSPACE = 11, IBID_STYLE_UPRIGHT = 12
};
typedef struct ibid_span {
    uint32_t style;
    uint32_t start;
    uint32_t end;
} ibid_span;

/* Rich text: a plain string, and spans over it. */
typedef struct ibid_text {
    ibid_string string;
    const ibid_span *spans;
    uint32_t span_count;
    uint32_t reserved;
} ibid_text;

/* What no field fits: the id of the format that it came from, its name there, its value, and what kind of text that is.
 * Write again what bears your own format's id. */
enum { IBID_KEPT_TEXT = 0, IBID_KEPT_SOURCE = 1, IBID_KEPT_JSON = 2, IBID_KEPT_XML = 3 };
typedef struct ibid_kept {
    ibid_string format;
    ibid_string name;
    ibid_string value;
    uint32_t form;
    uint32_t reserved;
} ibid_kept;

/* A name: a person's in parts, or one string in `literal` (a body, or a name that is not to be taken apart). */
enum {
    IBID_NAME_USUAL = 0, /* a person where it is in parts, unknown where it is literal */
    IBID_NAME_UNKNOWN = 1, IBID_NAME_PERSON = 2, IBID_NAME_ORGANIZATION = 3, IBID_NAME_GROUP = 4, IBID_NAME_OFFICE = 5,
    IBID_NAME_OTHERS = 6 /* "and others": further names that are not given */
};
enum {
    IBID_NAME_COMMA_SUFFIX = 1,      /* a comma stands before the suffix even in natural order */
    IBID_NAME_STATIC_ORDERING = 2,   /* family name first in every form */
    IBID_NAME_NATURAL_ORDERING = 4,  /* never family name first because of its script */
    IBID_NAME_IS_LITERAL = 8         /* set by the host where the literal form is meant, even if empty */
};
typedef struct ibid_name {
    ibid_string family;
    ibid_string given;
    ibid_string literal;
    ibid_string dropping_particle;     /* "de" in "Alexis de Tocqueville" */
    ibid_string non_dropping_particle; /* "van" in "Ludwig van Beethoven" */
    ibid_string suffix;
    ibid_string role;                  /* within the field, in words: "sender" */
    ibid_string original;              /* in its own script, beside a transliteration */
    ibid_string as_written;            /* word for word, where the parts differ from that */
    ibid_string identifier;            /* of the bearer: ORCID, an authority file's URI */
    const ibid_kept *kept;
    uint32_t kept_count;
    uint8_t kind;
    uint8_t flags;
    uint8_t certainty;
    uint8_t evidence;
} ibid_name;

/* A date: EDTF ("1957-09-11", "1945/1952", "1966-10?"), and the text that it was read from where that differs. One that is
 * only text has no edtf. Where edtf is empty and has_parts is not 0, year, month and day are the date; the host sets them
 * to the first day or point wherever there is one, for formats that know no more. */
typedef struct ibid_date {
    ibid_string edtf;
    ibid_string raw;
    int32_t year;      /* astronomical: 0 is 1 BC */
    uint8_t month;     /* 1 to 12; 21 to 41 for EDTF's seasons; 0 for none */
    uint8_t day;       /* 1 to 31; 0 for none */
    uint8_t has_parts;
    uint8_t reserved;
} ibid_date;

/* One level of an archival reference: IBID_LEVEL_FONDS, its number, and the source's own word where that is not the usual. */
typedef struct ibid_level {
    uint32_t kind;
    uint32_t reserved;
    ibid_string value;
    ibid_string label;
} ibid_level;

/* Where the original lies. */
typedef struct ibid_reference {
    uint32_t size;
    uint32_t level_count;
    ibid_text repository;  /* the archive or library */
    ibid_string code;      /* its short form: "RGAE" */
    ibid_string place;
    ibid_string country;
    ibid_text collection;
    const ibid_level *levels; /* from the largest to the smallest */
    ibid_text location;    /* the reference as one string, as given */
    ibid_string institution; /* the body that keeps the repository, where that is another */
    ibid_string subarea;   /* the part of the institution that holds the material */
} ibid_reference;

/* A tie to another record, by key, title or both: IBID_RELATION_PART_OF. */
typedef struct ibid_relation {
    uint32_t size;
    uint32_t kind;
    ibid_string key;
    ibid_text title;
    ibid_string label; /* the relation's own word, where kind is IBID_RELATION_OTHER */
    uint8_t certainty;
    uint8_t evidence;
    uint8_t reserved[6];
} ibid_relation;

/* One statement of a record. The field decides which member of `value` holds: IBID_TEXT_... `text`, IBID_NAMES_... `names`,
 * IBID_DATE_... `date`, IBID_FIELD_REFERENCE `reference`, IBID_FIELD_RELATION `relation`. A text field may stand more than
 * once (keywords, notes, URLs). */
enum { IBID_FIELD_REFERENCE = 0x0700, IBID_FIELD_RELATION = 0x0701 };
typedef struct ibid_entry {
    uint16_t field;
    uint8_t certainty;
    uint8_t evidence;
    uint32_t reserved;
    union {
        ibid_text text;
        struct {
            const ibid_name *list;
            size_t count;
        } names;
        ibid_date date;
        const ibid_reference *reference;
        const ibid_relation *relation;
    } value;
} ibid_entry;

/* The description of one document or publication. */
typedef struct ibid_record {
    uint32_t size;
    uint32_t type;       /* IBID_TYPE_BOOK; 0 for a document */
    ibid_string key;     /* the citation key; the host makes one where it is empty */
    const ibid_entry *entries;
    size_t entry_count;
    const ibid_kept *kept;
    size_t kept_count;
    uint64_t line;       /* the line of the input on which it begins, from 1; 0 where lines mean nothing */
} ibid_record;

/* From the first to the last: "711-720". */
typedef struct ibid_range {
    int64_t first;
    int64_t last;
} ibid_range;

/* What belongs to the records as a whole. */
typedef struct ibid_collection {
    uint32_t size;
    uint32_t reserved;
    ibid_string title;
    ibid_string source;
    int64_t total;       /* how many results a longer listing has; 0 where that is not known */
    const ibid_kept *kept;
    size_t kept_count;
    const ibid_range *ranges; /* which results of a longer listing these are, page by page */
    size_t range_count;
} ibid_collection;

/* A message about the input, a record or the output. */
enum { IBID_NOTE = 0, IBID_WARNING = 1, IBID_ERROR = 2 };
typedef struct ibid_diagnostic {
    uint32_t size;
    uint32_t severity;
    ibid_string code;    /* a stable word, "unclosed-entry"; the host puts the format's id before it */
    ibid_string message; /* one sentence without a full stop */
    ibid_string hint;    /* what was expected, or what to do */
    ibid_string record;  /* the key of the record that it is about */
    uint64_t line;       /* from 1; 0 where it is not known */
    uint64_t column;     /* in characters, from 1; 0 where it is not known */
} ibid_diagnostic;

/* An option as the user gave it. A flag that was given has an empty value. */
typedef struct ibid_setting {
    ibid_string name;
    ibid_string value;
} ibid_setting;

/* What a reader or writer is opened with. */
typedef struct ibid_settings {
    uint32_t size;
    uint32_t option_count;
    const ibid_setting *options;
    ibid_string source;  /* the input's name, for messages; empty for a writer */
    uint64_t line;       /* the line of the first byte that the reader will get, from 1 */
} ibid_settings;

/* -------------------------------------------------------------------------------------------------------------- The host
 * What your functions may call. Each returns IBID_OK, or IBID_STOP where the host has had enough: then return soon; what
 * you call further is passed over. */
enum { IBID_OK = 0, IBID_STOP = 1, IBID_FAILED = 2 };

typedef struct ibid_host ibid_host;
struct ibid_host {
    uint32_t abi;
    uint32_t size;
    void *context; /* the host's own */
    int (*record)(const ibid_host *host, const ibid_record *record);             /* from readers */
    int (*collection)(const ibid_host *host, const ibid_collection *collection); /* from readers */
    int (*write)(const ibid_host *host, const void *bytes, size_t count);        /* from writers */
    int (*diagnostic)(const ibid_host *host, const ibid_diagnostic *diagnostic); /* from both */
    const char *(*field_name)(uint32_t field); /* "title"; NULL where there is none. May be called at any time. */
};

/* ------------------------------------------------------------------------------------------------------------ The plugin */

/* What the reader and the writer can be told: on the command line --name VALUE. */
enum { IBID_OPTION_FLAG = 0, IBID_OPTION_TEXT = 1, IBID_OPTION_CHOICE = 2, IBID_OPTION_PATH = 3 };
enum { IBID_READING = 1, IBID_WRITING = 2 };
typedef struct ibid_option {
    const char *name;    /* lower-case letters, digits, hyphens */
    const char *value;   /* the word for it in the help; of a choice, the words with | between */
    const char *summary; /* one line */
    uint32_t kind;
    uint32_t sides;      /* IBID_READING | IBID_WRITING */
} ibid_option;

enum {
    IBID_TEXT_INPUT = 1,  /* the format is text: the reader gets UTF-8 without a byte order mark, whatever the file has; in
                           * blocks that end where a line ends */
    IBID_CONCURRENT = 2,  /* see "Threads" */
    IBID_UNIQUE_KEYS = 4, /* two records must not have one key: the host makes them unique before they are written */
    IBID_JOINS_PAGES = 8  /* several inputs are pages of one collection, to be joined */
};

/* How sure a look at the first bytes is. */
enum { IBID_NO = 0, IBID_POSSIBLE = 1, IBID_LIKELY = 2, IBID_CERTAIN = 3 };

typedef struct ibid_plugin {
    uint32_t abi;   /* IBID_PLUGIN_ABI */
    uint32_t size;  /* sizeof(ibid_plugin) */
    uint32_t flags;
    uint32_t option_count;
    const char *id;                /* what -f and -t take: lower-case letters, digits, hyphens */
    const char *title;             /* for people */
    const char *summary;           /* one line */
    const char *const *aliases;    /* other names, ended by NULL; or NULL */
    const char *const *extensions; /* of file names, without the dot, lower case, the usual first, ended by NULL; or NULL */
    const ibid_option *options;
    const char *separator;         /* what stands between two written records; or NULL */

    /* Recognising. May be NULL. At most 64 KiB, cut anywhere. Returns IBID_NO to IBID_CERTAIN. */
    int (*recognize)(const void *bytes, size_t count);

    /* Cutting. May be NULL. Returns the place of the last byte before which the text can be cut, so that all before it can be
     * read alone; 0 where there is none. With it, and IBID_TEXT_INPUT, the host cuts a large input and opens a reader for
     * each part, with the line on which the part begins; with IBID_CONCURRENT, on all cores. */
    size_t (*cut)(const void *bytes, size_t count);

    /* Reading. All NULL where the format cannot be read. reader_open returns what the other two are given, or NULL where it
     * cannot (say why with host->diagnostic). reader_read gets the input block by block and hands out records as they come;
     * after the last block it is called once with count 0. IBID_OK, or IBID_FAILED where it cannot go on. */
    void *(*reader_open)(const ibid_host *host, const ibid_settings *settings);
    int (*reader_read)(void *reader, const ibid_host *host, const void *bytes, size_t count);
    void (*reader_close)(void *reader);

    /* Writing. All NULL where the format cannot be written. begin and end write what stands before the first record and after
     * the last; either may be NULL. The same records must always give the same bytes. */
    void *(*writer_open)(const ibid_host *host, const ibid_settings *settings);
    int (*writer_begin)(void *writer, const ibid_host *host, const ibid_collection *collection);
    int (*writer_write)(void *writer, const ibid_host *host, const ibid_record *record);
    int (*writer_end)(void *writer, const ibid_host *host, const ibid_collection *collection);
    void (*writer_close)(void *writer);
} ibid_plugin;

/* The one function that a library exports. */
IBID_EXPORT const ibid_plugin *ibid_plugin_entry(void);
#define IBID_PLUGIN_ENTRY "ibid_plugin_entry"

/* ---------------------------------------------------------------------------------------------------------------- Numbers
 * Fields, types, levels and relations by number, with their names in Ibid's own files (docs/record-model.md). A number never
 * changes its meaning; one that a host does not know is reported, and its value kept where there is a name for it. */

#define IBID_TEXT_FIELDS(X) \
    X(IBID_TEXT_ABSTRACT, 0x0100, "abstract") \
    X(IBID_TEXT_ANNOTE, 0x0101, "annote") \
    X(IBID_TEXT_AUTHORITY, 0x0102, "authority") \
    X(IBID_TEXT_CALL_NUMBER, 0x0103, "call-number") \
    X(IBID_TEXT_CITATION_KEY, 0x0104, "citation-key") \
    X(IBID_TEXT_CITATION_LABEL, 0x0105, "citation-label") \
    X(IBID_TEXT_COLLECTION_TITLE, 0x0106, "collection-title") \
    X(IBID_TEXT_CONTAINER_TITLE, 0x0107, "container-title") \
    X(IBID_TEXT_CONTAINER_TITLE_SHORT, 0x0108, "container-title-short") \
    X(IBID_TEXT_DIMENSIONS, 0x0109, "dimensions") \
    X(IBID_TEXT_DIVISION, 0x010a, "division") \
    X(IBID_TEXT_DOI, 0x010b, "DOI") \
    X(IBID_TEXT_EVENT_TITLE, 0x010c, "event-title") \
    X(IBID_TEXT_EVENT_PLACE, 0x010d, "event-place") \
    X(IBID_TEXT_GENRE, 0x010e, "genre") \
    X(IBID_TEXT_ISBN, 0x010f, "ISBN") \
    X(IBID_TEXT_ISSN, 0x0110, "ISSN") \
    X(IBID_TEXT_JURISDICTION, 0x0111, "jurisdiction") \
    X(IBID_TEXT_KEYWORD, 0x0112, "keyword") \
    X(IBID_TEXT_LANGUAGE, 0x0113, "language") \
    X(IBID_TEXT_LICENSE, 0x0114, "license") \
    X(IBID_TEXT_MEDIUM, 0x0115, "medium") \
    X(IBID_TEXT_NOTE, 0x0116, "note") \
    X(IBID_TEXT_ORIGINAL_PUBLISHER, 0x0117, "original-publisher") \
    X(IBID_TEXT_ORIGINAL_PUBLISHER_PLACE, 0x0118, "original-publisher-place") \
    X(IBID_TEXT_ORIGINAL_TITLE, 0x0119, "original-title") \
    X(IBID_TEXT_PART_TITLE, 0x011a, "part-title") \
    X(IBID_TEXT_PMCID, 0x011b, "PMCID") \
    X(IBID_TEXT_PMID, 0x011c, "PMID") \
    X(IBID_TEXT_PUBLISHER, 0x011d, "publisher") \
    X(IBID_TEXT_PUBLISHER_PLACE, 0x011e, "publisher-place") \
    X(IBID_TEXT_REFERENCES, 0x011f, "references") \
    X(IBID_TEXT_REVIEWED_GENRE, 0x0120, "reviewed-genre") \
    X(IBID_TEXT_REVIEWED_TITLE, 0x0121, "reviewed-title") \
    X(IBID_TEXT_SCALE, 0x0122, "scale") \
    X(IBID_TEXT_SOURCE, 0x0123, "source") \
    X(IBID_TEXT_STATUS, 0x0124, "status") \
    X(IBID_TEXT_TITLE, 0x0125, "title") \
    X(IBID_TEXT_TITLE_SHORT, 0x0126, "title-short") \
    X(IBID_TEXT_URL, 0x0127, "URL") \
    X(IBID_TEXT_VOLUME_TITLE, 0x0128, "volume-title") \
    X(IBID_TEXT_CHAPTER_NUMBER, 0x0129, "chapter-number") \
    X(IBID_TEXT_CITATION_NUMBER, 0x012a, "citation-number") \
    X(IBID_TEXT_COLLECTION_NUMBER, 0x012b, "collection-number") \
    X(IBID_TEXT_EDITION, 0x012c, "edition") \
    X(IBID_TEXT_ISSUE, 0x012d, "issue") \
    X(IBID_TEXT_NUMBER, 0x012e, "number") \
    X(IBID_TEXT_NUMBER_OF_PAGES, 0x012f, "number-of-pages") \
    X(IBID_TEXT_NUMBER_OF_VOLUMES, 0x0130, "number-of-volumes") \
    X(IBID_TEXT_PAGE, 0x0131, "page") \
    X(IBID_TEXT_PAGE_FIRST, 0x0132, "page-first") \
    X(IBID_TEXT_PART_NUMBER, 0x0133, "part-number") \
    X(IBID_TEXT_PRINTING_NUMBER, 0x0134, "printing-number") \
    X(IBID_TEXT_SECTION, 0x0135, "section") \
    X(IBID_TEXT_SUPPLEMENT_NUMBER, 0x0136, "supplement-number") \
    X(IBID_TEXT_VERSION, 0x0137, "version") \
    X(IBID_TEXT_VOLUME, 0x0138, "volume") \
    X(IBID_TEXT_YEAR_SUFFIX, 0x0139, "year-suffix") \
    X(IBID_TEXT_SUBTITLE, 0x013a, "subtitle") \
    X(IBID_TEXT_CONTAINER_SUBTITLE, 0x013b, "container-subtitle") \
    X(IBID_TEXT_VOLUME_SUBTITLE, 0x013c, "volume-subtitle") \
    X(IBID_TEXT_TITLE_ADDON, 0x013d, "title-addon") \
    X(IBID_TEXT_CONTAINER_TITLE_ADDON, 0x013e, "container-title-addon") \
    X(IBID_TEXT_ISSUE_TITLE, 0x013f, "issue-title") \
    X(IBID_TEXT_ISSUE_SUBTITLE, 0x0140, "issue-subtitle") \
    X(IBID_TEXT_SORT_TITLE, 0x0141, "sort-title") \
    X(IBID_TEXT_INDEX_TITLE, 0x0142, "index-title") \
    X(IBID_TEXT_ARTICLE_NUMBER, 0x0143, "article-number") \
    X(IBID_TEXT_EPRINT, 0x0144, "eprint") \
    X(IBID_TEXT_EPRINT_TYPE, 0x0145, "eprint-type") \
    X(IBID_TEXT_EPRINT_CLASS, 0x0146, "eprint-class") \
    X(IBID_TEXT_PAGE_TOTAL, 0x0147, "page-total") \
    X(IBID_TEXT_PAGINATION, 0x0148, "pagination") \
    X(IBID_TEXT_BOOK_PAGINATION, 0x0149, "book-pagination") \
    X(IBID_TEXT_HOW_PUBLISHED, 0x014a, "how-published") \
    X(IBID_TEXT_ORIGINAL_LANGUAGE, 0x014b, "original-language") \
    X(IBID_TEXT_SORT_KEY, 0x014c, "sort-key") \
    X(IBID_TEXT_SORT_YEAR, 0x014d, "sort-year") \
    X(IBID_TEXT_LABEL, 0x014e, "label") \
    X(IBID_TEXT_SHORTHAND, 0x014f, "shorthand") \
    X(IBID_TEXT_BIBLIOGRAPHIC_LEVEL, 0x0150, "bibliographic-level") \
    X(IBID_TEXT_URN, 0x0151, "URN") \
    X(IBID_TEXT_HANDLE, 0x0152, "handle") \
    X(IBID_TEXT_RECORD_ID, 0x0153, "record-id") \
    X(IBID_TEXT_CLASSIFICATION, 0x0154, "classification") \
    X(IBID_TEXT_CREDITS, 0x0155, "credits") \
    X(IBID_TEXT_ACCESS_CONDITIONS, 0x0156, "access-conditions") \
    X(IBID_TEXT_PLACE, 0x0157, "place") \
    X(IBID_TEXT_EVENT, 0x0158, "event") \
    X(IBID_TEXT_EXTENT, 0x0159, "extent") \
    X(IBID_TEXT_PROVENANCE, 0x015a, "provenance") \
    X(IBID_TEXT_CREDIT_LINE, 0x015b, "credit-line") \
    X(IBID_TEXT_LEVEL_OF_DESCRIPTION, 0x015c, "level-of-description") \
    X(IBID_TEXT_SUMMARY_LANGUAGE, 0x015d, "summary-language")

#define IBID_NAME_FIELDS(X) \
    X(IBID_NAMES_AUTHOR, 0x0400, "author") \
    X(IBID_NAMES_CHAIR, 0x0401, "chair") \
    X(IBID_NAMES_COLLECTION_EDITOR, 0x0402, "collection-editor") \
    X(IBID_NAMES_COMPILER, 0x0403, "compiler") \
    X(IBID_NAMES_COMPOSER, 0x0404, "composer") \
    X(IBID_NAMES_CONTAINER_AUTHOR, 0x0405, "container-author") \
    X(IBID_NAMES_CONTRIBUTOR, 0x0406, "contributor") \
    X(IBID_NAMES_CURATOR, 0x0407, "curator") \
    X(IBID_NAMES_DIRECTOR, 0x0408, "director") \
    X(IBID_NAMES_EDITOR, 0x0409, "editor") \
    X(IBID_NAMES_EDITOR_TRANSLATOR, 0x040a, "editor-translator") \
    X(IBID_NAMES_EDITORIAL_DIRECTOR, 0x040b, "editorial-director") \
    X(IBID_NAMES_EXECUTIVE_PRODUCER, 0x040c, "executive-producer") \
    X(IBID_NAMES_GUEST, 0x040d, "guest") \
    X(IBID_NAMES_HOST, 0x040e, "host") \
    X(IBID_NAMES_ILLUSTRATOR, 0x040f, "illustrator") \
    X(IBID_NAMES_INTERVIEWER, 0x0410, "interviewer") \
    X(IBID_NAMES_NARRATOR, 0x0411, "narrator") \
    X(IBID_NAMES_ORGANIZER, 0x0412, "organizer") \
    X(IBID_NAMES_ORIGINAL_AUTHOR, 0x0413, "original-author") \
    X(IBID_NAMES_PERFORMER, 0x0414, "performer") \
    X(IBID_NAMES_PRODUCER, 0x0415, "producer") \
    X(IBID_NAMES_RECIPIENT, 0x0416, "recipient") \
    X(IBID_NAMES_REVIEWED_AUTHOR, 0x0417, "reviewed-author") \
    X(IBID_NAMES_SCRIPT_WRITER, 0x0418, "script-writer") \
    X(IBID_NAMES_SERIES_CREATOR, 0x0419, "series-creator") \
    X(IBID_NAMES_TRANSLATOR, 0x041a, "translator") \
    X(IBID_NAMES_AFTERWORD, 0x041b, "afterword") \
    X(IBID_NAMES_ANNOTATOR, 0x041c, "annotator") \
    X(IBID_NAMES_COMMENTATOR, 0x041d, "commentator") \
    X(IBID_NAMES_FOREWORD, 0x041e, "foreword") \
    X(IBID_NAMES_INTRODUCTION, 0x041f, "introduction") \
    X(IBID_NAMES_FOUNDER, 0x0420, "founder") \
    X(IBID_NAMES_CONTINUATOR, 0x0421, "continuator") \
    X(IBID_NAMES_REDACTOR, 0x0422, "redactor") \
    X(IBID_NAMES_REVISER, 0x0423, "reviser") \
    X(IBID_NAMES_COLLABORATOR, 0x0424, "collaborator") \
    X(IBID_NAMES_HOLDER, 0x0425, "holder") \
    X(IBID_NAMES_SHORT_AUTHOR, 0x0426, "short-author") \
    X(IBID_NAMES_SHORT_EDITOR, 0x0427, "short-editor") \
    X(IBID_NAMES_PARTICIPANT, 0x0428, "participant") \
    X(IBID_NAMES_MENTIONED, 0x0429, "mentioned") \
    X(IBID_NAMES_DONOR, 0x042a, "donor") \
    X(IBID_NAMES_TRANSCRIBER, 0x042b, "transcriber")

#define IBID_DATE_FIELDS(X) \
    X(IBID_DATE_ACCESSED, 0x0600, "accessed") \
    X(IBID_DATE_AVAILABLE_DATE, 0x0601, "available-date") \
    X(IBID_DATE_EVENT_DATE, 0x0602, "event-date") \
    X(IBID_DATE_ISSUED, 0x0603, "issued") \
    X(IBID_DATE_ORIGINAL_DATE, 0x0604, "original-date") \
    X(IBID_DATE_SUBMITTED, 0x0605, "submitted") \
    X(IBID_DATE_COVERAGE, 0x0606, "coverage") \
    X(IBID_DATE_CREATED, 0x0607, "created") \
    X(IBID_DATE_MODIFIED, 0x0608, "modified") \
    X(IBID_DATE_UPLOADED, 0x0609, "uploaded") \
    X(IBID_DATE_RECEIVED, 0x060a, "received")

#define IBID_RECORD_TYPES(X) \
    X(IBID_TYPE_ARTICLE, 0x0001, "article") \
    X(IBID_TYPE_ARTICLE_JOURNAL, 0x0002, "article-journal") \
    X(IBID_TYPE_ARTICLE_MAGAZINE, 0x0003, "article-magazine") \
    X(IBID_TYPE_ARTICLE_NEWSPAPER, 0x0004, "article-newspaper") \
    X(IBID_TYPE_BILL, 0x0005, "bill") \
    X(IBID_TYPE_BOOK, 0x0006, "book") \
    X(IBID_TYPE_BROADCAST, 0x0007, "broadcast") \
    X(IBID_TYPE_CHAPTER, 0x0008, "chapter") \
    X(IBID_TYPE_CLASSIC, 0x0009, "classic") \
    X(IBID_TYPE_COLLECTION, 0x000a, "collection") \
    X(IBID_TYPE_DATASET, 0x000b, "dataset") \
    X(IBID_TYPE_DOCUMENT, 0x000c, "document") \
    X(IBID_TYPE_ENTRY, 0x000d, "entry") \
    X(IBID_TYPE_ENTRY_DICTIONARY, 0x000e, "entry-dictionary") \
    X(IBID_TYPE_ENTRY_ENCYCLOPEDIA, 0x000f, "entry-encyclopedia") \
    X(IBID_TYPE_EVENT, 0x0010, "event") \
    X(IBID_TYPE_FIGURE, 0x0011, "figure") \
    X(IBID_TYPE_GRAPHIC, 0x0012, "graphic") \
    X(IBID_TYPE_HEARING, 0x0013, "hearing") \
    X(IBID_TYPE_INTERVIEW, 0x0014, "interview") \
    X(IBID_TYPE_LEGAL_CASE, 0x0015, "legal_case") \
    X(IBID_TYPE_LEGISLATION, 0x0016, "legislation") \
    X(IBID_TYPE_MANUSCRIPT, 0x0017, "manuscript") \
    X(IBID_TYPE_MAP, 0x0018, "map") \
    X(IBID_TYPE_MOTION_PICTURE, 0x0019, "motion_picture") \
    X(IBID_TYPE_MUSICAL_SCORE, 0x001a, "musical_score") \
    X(IBID_TYPE_PAMPHLET, 0x001b, "pamphlet") \
    X(IBID_TYPE_PAPER_CONFERENCE, 0x001c, "paper-conference") \
    X(IBID_TYPE_PATENT, 0x001d, "patent") \
    X(IBID_TYPE_PERFORMANCE, 0x001e, "performance") \
    X(IBID_TYPE_PERIODICAL, 0x001f, "periodical") \
    X(IBID_TYPE_PERSONAL_COMMUNICATION, 0x0020, "personal_communication") \
    X(IBID_TYPE_POST, 0x0021, "post") \
    X(IBID_TYPE_POST_WEBLOG, 0x0022, "post-weblog") \
    X(IBID_TYPE_REGULATION, 0x0023, "regulation") \
    X(IBID_TYPE_REPORT, 0x0024, "report") \
    X(IBID_TYPE_REVIEW, 0x0025, "review") \
    X(IBID_TYPE_REVIEW_BOOK, 0x0026, "review-book") \
    X(IBID_TYPE_SOFTWARE, 0x0027, "software") \
    X(IBID_TYPE_SONG, 0x0028, "song") \
    X(IBID_TYPE_SPEECH, 0x0029, "speech") \
    X(IBID_TYPE_STANDARD, 0x002a, "standard") \
    X(IBID_TYPE_THESIS, 0x002b, "thesis") \
    X(IBID_TYPE_TREATY, 0x002c, "treaty") \
    X(IBID_TYPE_WEBPAGE, 0x002d, "webpage")

#define IBID_LEVEL_KINDS(X) \
    X(IBID_LEVEL_RECORD_GROUP, 0x0001, "record-group") \
    X(IBID_LEVEL_FONDS, 0x0002, "fonds") \
    X(IBID_LEVEL_COLLECTION, 0x0003, "collection") \
    X(IBID_LEVEL_SUBFONDS, 0x0004, "subfonds") \
    X(IBID_LEVEL_SERIES, 0x0005, "series") \
    X(IBID_LEVEL_SUBSERIES, 0x0006, "subseries") \
    X(IBID_LEVEL_OPIS, 0x0007, "opis") \
    X(IBID_LEVEL_PAPKA, 0x0008, "papka") \
    X(IBID_LEVEL_VOLUME, 0x0009, "volume") \
    X(IBID_LEVEL_ACCESSION, 0x000a, "accession") \
    X(IBID_LEVEL_REEL, 0x000b, "reel") \
    X(IBID_LEVEL_CARTON, 0x000c, "carton") \
    X(IBID_LEVEL_BOX, 0x000d, "box") \
    X(IBID_LEVEL_BUNDLE, 0x000e, "bundle") \
    X(IBID_LEVEL_FOLDER, 0x000f, "folder") \
    X(IBID_LEVEL_FILE, 0x0010, "file") \
    X(IBID_LEVEL_DELO, 0x0011, "delo") \
    X(IBID_LEVEL_ITEM, 0x0012, "item") \
    X(IBID_LEVEL_PIECE, 0x0013, "piece") \
    X(IBID_LEVEL_PAGE, 0x0014, "page") \
    X(IBID_LEVEL_FOLIO, 0x0015, "folio") \
    X(IBID_LEVEL_FRAME, 0x0016, "frame") \
    X(IBID_LEVEL_YEAR, 0x0017, "year") \
    X(IBID_LEVEL_NUMBER, 0x0018, "number") \
    X(IBID_LEVEL_OTHER, 0x0019, "other")

#define IBID_RELATION_KINDS(X) \
    X(IBID_RELATION_PART_OF, 0x0001, "part-of") \
    X(IBID_RELATION_EXCERPT_OF, 0x0002, "excerpt-of") \
    X(IBID_RELATION_TRANSLATION_OF, 0x0003, "translation-of") \
    X(IBID_RELATION_REPRINT_OF, 0x0004, "reprint-of") \
    X(IBID_RELATION_REVIEW_OF, 0x0005, "review-of") \
    X(IBID_RELATION_VERSION_OF, 0x0006, "version-of") \
    X(IBID_RELATION_HAS_PART, 0x0007, "has-part") \
    X(IBID_RELATION_HAS_TRANSLATION, 0x0008, "has-translation") \
    X(IBID_RELATION_REFERENCES, 0x0009, "references") \
    X(IBID_RELATION_ENCLOSURE_OF, 0x000a, "enclosure-of") \
    X(IBID_RELATION_COPY_OF, 0x000b, "copy-of") \
    X(IBID_RELATION_REPLY_TO, 0x000c, "reply-to") \
    X(IBID_RELATION_OTHER, 0x000d, "other")

#define IBID_CONSTANT(constant, number, name) constant = number,
enum { IBID_TEXT_FIELDS(IBID_CONSTANT) IBID_TEXT_END };
enum { IBID_NAME_FIELDS(IBID_CONSTANT) IBID_NAMES_END };
enum { IBID_DATE_FIELDS(IBID_CONSTANT) IBID_DATE_END };
enum { IBID_RECORD_TYPES(IBID_CONSTANT) IBID_TYPE_END };
enum { IBID_LEVEL_KINDS(IBID_CONSTANT) IBID_LEVEL_END };
enum { IBID_RELATION_KINDS(IBID_CONSTANT) IBID_RELATION_END };
#undef IBID_CONSTANT

#ifdef __cplusplus
}
#endif

#endif
