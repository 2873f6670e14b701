/* Reads refer: fields begin with a percent sign and a letter at the start of a line, records end with an empty line.
 *
 * Nothing is copied: strings of a record are slices of the block that is read, which is good until reader_read returns. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "refer.h"

struct field {
    const char *tag; /* the percent sign and the letter */
    ibid_string value;
    uint64_t line;
};

struct reader {
    uint64_t line;
    int is_endnote; /* what a record without %0 is taken for */
    struct field *fields;
    size_t field_count, field_room;
    /* As long as `fields`, and filled anew for each record. */
    ibid_entry *entries;
    ibid_name *names;
    ibid_kept *kept;
    char (*dates)[24];
};

void *reader_open(const ibid_host *host, const ibid_settings *settings) {
    (void)host;
    struct reader *reader = calloc(1, sizeof *reader);
    if (!reader) return NULL;
    reader->line = settings->line;
    for (uint32_t i = 0; i < settings->option_count; i++) {
        ibid_string value = settings->options[i].value;
        if (value.count == 7 && memcmp(value.bytes, "endnote", 7) == 0) reader->is_endnote = 1;
    }
    return reader;
}

void reader_close(void *context) {
    struct reader *reader = context;
    free(reader->fields);
    free(reader->entries);
    free(reader->names);
    free(reader->kept);
    free(reader->dates);
    free(reader);
}

size_t cut(const void *context, size_t count) {
    const char *bytes = context;
    /* The line before a record is empty: "\n\n", or "\n\r\n". */
    for (size_t i = count; i-- > 1;)
        if (bytes[i] == '\n' && (bytes[i - 1] == '\n' || (bytes[i - 1] == '\r' && i > 1 && bytes[i - 2] == '\n')))
            return i + 1;
    return 0;
}

/* ------------------------------------------------------------------------------------------------------------- Values */

static ibid_string trimmed(const char *start, const char *end) {
    while (start < end && (*start == ' ' || *start == '\t')) start++;
    while (end > start && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r' || end[-1] == '\n')) end--;
    return (ibid_string){start, (size_t)(end - start)};
}

static int equals(ibid_string text, const char *word) {
    return text.count == strlen(word) && memcmp(text.bytes, word, text.count) == 0;
}

/* "Doe, John, Jr.", "John Doe", "World Health Organization,". */
static ibid_name name_of(ibid_string text, int is_body) {
    ibid_name name;
    memset(&name, 0, sizeof name);
    const char *end = text.bytes + text.count;
    const char *comma = memchr(text.bytes, ',', text.count);
    if (is_body || (comma && comma + 1 == end)) {
        name.literal = trimmed(text.bytes, is_body ? end : comma);
        name.kind = IBID_NAME_ORGANIZATION;
    } else if (comma) {
        name.family = trimmed(text.bytes, comma);
        const char *second = memchr(comma + 1, ',', (size_t)(end - comma - 1));
        name.given = trimmed(comma + 1, second ? second : end);
        if (second) name.suffix = trimmed(second + 1, end);
    } else {
        const char *space = end;
        while (space > text.bytes && space[-1] != ' ') space--;
        name.family = trimmed(space, end);
        name.given = trimmed(text.bytes, space);
    }
    return name;
}

/* "March 12", "March", "March 12, 1999" beside a year: writes the EDTF date, and returns whether there is one. */
static int date_of(ibid_string text, ibid_string year, char edtf[24]) {
    int month = 0;
    size_t length = 0;
    for (int i = 0; i < 12 && !month; i++) {
        length = strlen(months[i]);
        if (text.count >= length && memcmp(text.bytes, months[i], length) == 0) month = i + 1;
    }
    if (!month) return 0;
    ibid_string rest = trimmed(text.bytes + length, text.bytes + text.count);
    int day = 0;
    while (rest.count && *rest.bytes >= '0' && *rest.bytes <= '9' && day < 10) {
        day = day * 10 + (*rest.bytes - '0');
        rest.bytes++;
        rest.count--;
    }
    if (rest.count && *rest.bytes == ',') rest = trimmed(rest.bytes + 1, rest.bytes + rest.count);
    if (rest.count && !(rest.count == year.count && memcmp(rest.bytes, year.bytes, year.count) == 0)) return 0;
    if (year.count != 4 || day > 31) return 0;
    int written = snprintf(edtf, 24, day ? "%.4s-%02d-%02d" : "%.4s-%02d", year.bytes, month, day);
    return written > 0 && written < 24;
}

static size_t digits_in(ibid_string text) {
    size_t digits = 0;
    for (size_t i = 0; i < text.count; i++)
        digits += (text.bytes[i] >= '0' && text.bytes[i] <= '9') || text.bytes[i] == 'X' || text.bytes[i] == 'x';
    return digits;
}

/* ------------------------------------------------------------------------------------------------------------- Records */

/* What a record is made of while it is put together. */
struct draft {
    const struct reader *reader;
    ibid_record record;
    size_t name_count;
    int is_endnote;
};

static const struct field *first_field(const struct reader *reader, char letter) {
    for (size_t i = 0; i < reader->field_count; i++)
        if (reader->fields[i].tag[1] == letter) return &reader->fields[i];
    return NULL;
}

static ibid_entry *add_entry(struct draft *draft, uint16_t field) {
    ibid_entry *entry = &draft->reader->entries[draft->record.entry_count++];
    memset(entry, 0, sizeof *entry);
    entry->field = field;
    return entry;
}

static int has_entry(const struct draft *draft, uint16_t field) {
    for (size_t i = 0; i < draft->record.entry_count; i++)
        if (draft->reader->entries[i].field == field) return 1;
    return 0;
}

static void keep(struct draft *draft, const struct field *field) {
    ibid_kept *kept = &draft->reader->kept[draft->record.kept_count++];
    memset(kept, 0, sizeof *kept);
    kept->format = IBID_STRING(FORMAT_ID);
    kept->name = (ibid_string){field->tag, 2};
    kept->value = field->value;
}

/* All names of a tag make one entry, where the first of them stands. */
static void add_names(struct draft *draft, size_t index, uint16_t field) {
    if (has_entry(draft, field)) return;
    const struct reader *reader = draft->reader;
    ibid_name *list = &draft->reader->names[draft->name_count];
    size_t count = 0;
    for (size_t i = index; i < reader->field_count; i++) {
        const struct tag *tag = tag_of(reader->fields[i].tag[1]);
        if (!tag || (draft->is_endnote ? tag->endnote : tag->refer) != field) continue;
        if (reader->fields[i].value.count == 0) continue;
        list[count++] = name_of(reader->fields[i].value, tag->letter == 'Q');
    }
    if (count == 0) return;
    draft->name_count += count;
    ibid_entry *entry = add_entry(draft, field);
    entry->value.names.list = list;
    entry->value.names.count = count;
}

/* %D and %8 make one date, where the first of them stands. */
static void add_date(struct draft *draft) {
    if (has_entry(draft, IBID_DATE_ISSUED)) return;
    const struct field *year = first_field(draft->reader, 'D');
    const struct field *exact = draft->is_endnote ? first_field(draft->reader, '8') : NULL;
    ibid_date date;
    memset(&date, 0, sizeof date);
    char *edtf = draft->reader->dates[draft->record.entry_count];
    ibid_string said = year ? year->value : (ibid_string){NULL, 0};
    if (exact && looks_like_edtf(exact->value)) {
        date.edtf = exact->value;
    } else if (exact && date_of(exact->value, said, edtf)) {
        date.edtf = (ibid_string){edtf, strlen(edtf)};
        date.raw = exact->value;
    } else {
        if (exact) keep(draft, exact);
        if (!year) return;
        if (looks_like_edtf(said)) date.edtf = said;
        else date.raw = said;
    }
    add_entry(draft, IBID_DATE_ISSUED)->value.date = date;
}

static void add_texts(struct draft *draft, const struct field *field, uint16_t number) {
    /* Keywords stand one a line; everything else is one text. */
    const char *at = field->value.bytes, *end = at + field->value.count;
    while (at < end) {
        const char *stop = number == IBID_TEXT_KEYWORD ? memchr(at, '\n', (size_t)(end - at)) : NULL;
        if (!stop) stop = end;
        ibid_string text = trimmed(at, stop);
        if (text.count) add_entry(draft, number)->value.text.string = text;
        at = stop + 1;
    }
}

static int may_repeat(uint16_t field) {
    return field == IBID_TEXT_KEYWORD || field == IBID_TEXT_NOTE || field == IBID_TEXT_ISBN || field == IBID_TEXT_ISSN ||
           field == IBID_TEXT_URL;
}

static void add_field(struct draft *draft, size_t index) {
    const struct field *field = &draft->reader->fields[index];
    const struct tag *tag = tag_of(field->tag[1]);
    uint16_t number = !tag ? 0 : draft->is_endnote ? tag->endnote : tag->refer;
    if (number == 0) {
        keep(draft, field);
    } else if (number == IBID_DATE_ISSUED) {
        add_date(draft);
    } else if (number >= 0x0600) {
        ibid_entry *entry = add_entry(draft, number);
        if (looks_like_edtf(field->value)) entry->value.date.edtf = field->value;
        else entry->value.date.raw = field->value;
    } else if (number >= 0x0400) {
        add_names(draft, index, number);
    } else {
        if (number == IBID_TEXT_ISSUE && !is_in_periodical(draft->record.type)) number = IBID_TEXT_NUMBER;
        if (number == IBID_TEXT_ISBN && digits_in(field->value) == 8) number = IBID_TEXT_ISSN;
        if (has_entry(draft, number) && !may_repeat(number)) keep(draft, field);
        else add_texts(draft, field, number);
    }
}

/* The type that %0 says; in the older refer, what stands in a journal is an article. */
static void set_type(struct draft *draft, const struct field *word) {
    if (!word) {
        draft->record.type = first_field(draft->reader, 'J')   ? IBID_TYPE_ARTICLE_JOURNAL
                             : first_field(draft->reader, 'B') ? IBID_TYPE_CHAPTER
                             : first_field(draft->reader, 'R') ? IBID_TYPE_REPORT
                             : first_field(draft->reader, 'I') ? IBID_TYPE_BOOK
                                                               : IBID_TYPE_DOCUMENT;
        /* That there was no %0 is kept as an empty one, so that the record is written in the same dialect again. */
        if (!draft->is_endnote) {
            ibid_kept *kept = &draft->reader->kept[draft->record.kept_count++];
            memset(kept, 0, sizeof *kept);
            kept->format = IBID_STRING(FORMAT_ID);
            kept->name = IBID_STRING("%0");
        }
        return;
    }
    for (size_t i = 0; i < type_count; i++) {
        if (!equals(word->value, types[i].word)) continue;
        draft->record.type = types[i].type;
        if (!is_usual_word(&types[i])) keep(draft, word);
        return;
    }
    keep(draft, word);
}

static int end_record(struct reader *reader, const ibid_host *host) {
    if (reader->field_count == 0) return IBID_OK;
    const struct field *word = first_field(reader, '0');
    struct draft draft;
    memset(&draft, 0, sizeof draft);
    draft.reader = reader;
    draft.is_endnote = word != NULL || reader->is_endnote;
    draft.record.size = sizeof draft.record;
    draft.record.line = reader->fields[0].line;
    set_type(&draft, word);
    for (size_t i = 0; i < reader->field_count; i++) {
        const struct field *field = &reader->fields[i];
        if (field->tag[1] == '0' || field->tag[1] == '8') {
            if (field->tag[1] == '8' && draft.is_endnote) add_date(&draft);
            else if (field->tag[1] == '8') keep(&draft, field);
        } else if (field->tag[1] == 'F' && draft.record.key.count == 0) {
            draft.record.key = field->value;
        } else if (field->value.count) {
            add_field(&draft, i);
        }
    }
    draft.record.entries = reader->entries;
    draft.record.kept = reader->kept;
    reader->field_count = 0;
    return host->record(host, &draft.record);
}

/* ---------------------------------------------------------------------------------------------------------------- Lines */

static int make_room(struct reader *reader, size_t lines) {
    if (lines <= reader->field_room) return 1;
    size_t room = lines * 2 + 64;
    void *fields = realloc(reader->fields, room * sizeof *reader->fields);
    if (fields) reader->fields = fields;
    void *entries = realloc(reader->entries, room * sizeof *reader->entries);
    if (entries) reader->entries = entries;
    void *names = realloc(reader->names, room * sizeof *reader->names);
    if (names) reader->names = names;
    void *kept = realloc(reader->kept, room * sizeof *reader->kept);
    if (kept) reader->kept = kept;
    void *dates = realloc(reader->dates, room * sizeof *reader->dates);
    if (dates) reader->dates = dates;
    if (!fields || !entries || !names || !kept || !dates) return 0;
    reader->field_room = room;
    return 1;
}

static void complain(const struct reader *reader, const ibid_host *host, ibid_string line) {
    ibid_diagnostic diagnostic;
    memset(&diagnostic, 0, sizeof diagnostic);
    diagnostic.size = sizeof diagnostic;
    diagnostic.severity = IBID_ERROR;
    diagnostic.code = IBID_STRING("no-field");
    diagnostic.message = IBID_STRING("a line belongs to no field; a record begins with a percent sign and a letter");
    diagnostic.hint = (ibid_string){line.bytes, line.count < 60 ? line.count : 60};
    diagnostic.line = reader->line;
    diagnostic.column = 1;
    host->diagnostic(host, &diagnostic);
}

int reader_read(void *context, const ibid_host *host, const void *bytes, size_t count) {
    struct reader *reader = context;
    const char *at = bytes, *end = at + count;
    size_t lines_in_record = 0;
    while (at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        const char *next = stop ? stop + 1 : end;
        ibid_string line = trimmed(at, stop ? stop : end);
        if (line.count == 0) {
            if (end_record(reader, host) != IBID_OK) return IBID_OK;
            lines_in_record = 0;
        } else if (at[0] == '%' && end - at >= 2 && at[1] != ' ' && (unsigned char)at[1] > 32 &&
                   (unsigned char)at[1] < 127 && (at + 2 == end || at[2] == ' ' || at[2] == '\r' || at[2] == '\n')) {
            /* A keyword may make an entry of each of its lines, so there is room for as many. */
            if (!make_room(reader, ++lines_in_record + 1)) return IBID_FAILED;
            struct field *field = &reader->fields[reader->field_count++];
            field->tag = at;
            field->value = trimmed(at + 2, stop ? stop : end);
            field->line = reader->line;
        } else if (reader->field_count > 0) {
            if (!make_room(reader, ++lines_in_record + 1)) return IBID_FAILED;
            struct field *field = &reader->fields[reader->field_count - 1];
            const char *start = field->value.count ? field->value.bytes : at;
            field->value = trimmed(start, stop ? stop : end);
        } else {
            complain(reader, host, line);
        }
        if (stop) reader->line++;
        at = next;
    }
    /* The host hands over whole records only (`cut`), and the strings of the last lie in this block. */
    return end_record(reader, host) == IBID_FAILED ? IBID_FAILED : IBID_OK;
}
