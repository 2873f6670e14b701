/* Writes refer as EndNote has it: %0 first, a field a line, an empty line after each record. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "refer.h"

/* Bytes that grow. Where there is no memory, nothing more is appended. */
struct buffer {
    char *bytes;
    size_t count, room;
    int failed;
};

static void append(struct buffer *buffer, const char *bytes, size_t count) {
    if (buffer->failed) return;
    if (buffer->count + count > buffer->room) {
        size_t room = (buffer->count + count) * 2 + 1024;
        char *grown = realloc(buffer->bytes, room);
        if (!grown) {
            buffer->failed = 1;
            return;
        }
        buffer->bytes = grown;
        buffer->room = room;
    }
    if (count) memcpy(buffer->bytes + buffer->count, bytes, count);
    buffer->count += count;
}

static void append_text(struct buffer *buffer, const char *text) { append(buffer, text, strlen(text)); }

/* A value, so that it is read again as it is: no line of it is empty, and none begins like a field. */
static void append_value(struct buffer *buffer, ibid_string text) {
    const char *at = text.bytes, *end = text.bytes + text.count;
    while (at < end) {
        const char *stop = at;
        while (stop < end && *stop != '\n' && *stop != '\r') stop++;
        append(buffer, at, (size_t)(stop - at));
        at = stop;
        while (at < end && (*at == '\n' || *at == '\r' || *at == ' ' || *at == '\t')) at++;
        if (at < end) append_text(buffer, *at == '%' ? "\n " : "\n");
    }
}

static void append_field(struct buffer *buffer, char letter, ibid_string value) {
    char tag[3] = {'%', letter, ' '};
    append(buffer, tag, 3);
    append_value(buffer, value);
    append_text(buffer, "\n");
}

void *writer_open(const ibid_host *host, const ibid_settings *settings) {
    (void)host;
    (void)settings;
    /* A writer of this format keeps nothing. */
    static char writer;
    return &writer;
}

void writer_close(void *writer) { (void)writer; }

/* What one record is written with. */
struct writing {
    const ibid_host *host;
    const ibid_record *record;
    struct buffer buffer;
    int is_endnote; /* else the record is written in the older dialect, from which it came */
};

static void cannot_write(const struct writing *writing, const char *what) {
    char message[160];
    int count = snprintf(message, sizeof message, "%s cannot be written in this format", what);
    if (count < 0) return;
    ibid_diagnostic diagnostic;
    memset(&diagnostic, 0, sizeof diagnostic);
    diagnostic.size = sizeof diagnostic;
    diagnostic.severity = IBID_WARNING;
    diagnostic.code = IBID_STRING("cannot-write");
    diagnostic.message = (ibid_string){message, (size_t)count < sizeof message ? (size_t)count : sizeof message - 1};
    diagnostic.record = writing->record->key;
    writing->host->diagnostic(writing->host, &diagnostic);
}

static const char *name_of_field(uint16_t field) {
#define ROW(constant, number, name) case number: return name;
    switch (field) {
        IBID_TEXT_FIELDS(ROW)
        IBID_NAME_FIELDS(ROW)
        IBID_DATE_FIELDS(ROW)
        case IBID_FIELD_REFERENCE: return "archival reference";
        case IBID_FIELD_RELATION: return "relation";
        default: return "unknown field";
    }
#undef ROW
}

static const struct tag *tag_for(const struct writing *writing, uint16_t field) {
    if (field == IBID_TEXT_CONTAINER_TITLE) return tag_of(is_in_periodical(writing->record->type) ? 'J' : 'B');
    if (field == IBID_TEXT_ISSUE) return is_in_periodical(writing->record->type) ? tag_of('N') : NULL;
    if (field == IBID_TEXT_NUMBER) {
        int is_free = !is_in_periodical(writing->record->type);
        if (writing->is_endnote) return is_free ? tag_of('N') : NULL;
        return tag_of(is_free && writing->record->type != IBID_TYPE_REPORT ? 'N' : 'R');
    }
    if (field == IBID_TEXT_ISSN) return writing->is_endnote ? tag_of('@') : NULL;
    if (field == IBID_TEXT_NOTE) return tag_of(writing->is_endnote ? 'Z' : 'O');
    for (size_t i = 0; i < tag_count; i++)
        if ((writing->is_endnote ? tags[i].endnote : tags[i].refer) == field) return &tags[i];
    return NULL;
}

static void write_name(struct writing *writing, char letter, const ibid_name *name) {
    struct buffer *buffer = &writing->buffer;
    if (name->kind == IBID_NAME_OTHERS) return cannot_write(writing, "“and others”");
    char tag[3] = {'%', letter, ' '};
    append(buffer, tag, 3);
    if (name->literal.count || (name->flags & IBID_NAME_IS_LITERAL)) {
        append_value(buffer, name->literal);
        append_text(buffer, ",\n");
    } else {
        if (name->non_dropping_particle.count) {
            append_value(buffer, name->non_dropping_particle);
            append_text(buffer, " ");
        }
        append_value(buffer, name->family);
        int has_given = name->given.count || name->dropping_particle.count;
        if (has_given || name->suffix.count) append_text(buffer, ", ");
        append_value(buffer, name->given);
        if (name->dropping_particle.count) {
            if (name->given.count) append_text(buffer, " ");
            append_value(buffer, name->dropping_particle);
        }
        if (name->suffix.count) {
            append_text(buffer, ", ");
            append_value(buffer, name->suffix);
        }
        append_text(buffer, "\n");
    }
    if (name->role.count || name->original.count || name->as_written.count || name->identifier.count)
        cannot_write(writing, "what is said of a name beside its parts");
}

static int is_in(ibid_string part, ibid_string text) {
    for (size_t i = 0; part.count && i + part.count <= text.count; i++)
        if (memcmp(text.bytes + i, part.bytes, part.count) == 0) return 1;
    return 0;
}

/* The year in %D, and the whole date in %8 where there is more of it. */
static void write_issued(struct writing *writing, const ibid_date *date) {
    char year[4];
    int is_year = date->has_parts && date->year >= 0 && date->year <= 9999;
    for (int i = 3, rest = is_year ? (int)date->year : 0; i >= 0; i--, rest /= 10) year[i] = (char)('0' + rest % 10);
    ibid_string text = date->edtf.count ? date->edtf : date->raw;
    if (!writing->is_endnote || date->edtf.count == 0 || !is_year || date->edtf.count <= 5) {
        append_field(&writing->buffer, 'D', text);
        if (date->edtf.count && date->raw.count) cannot_write(writing, "the words of a date");
        return;
    }
    append_field(&writing->buffer, 'D', (ibid_string){year, 4});
    int is_month = 0;
    for (int i = 0; i < 12; i++)
        if (is_in((ibid_string){months[i], strlen(months[i])}, date->raw)) is_month = 1;
    append_field(&writing->buffer, '8', is_month ? date->raw : date->edtf);
    if (date->raw.count && !is_month) cannot_write(writing, "the words of a date");
}

static void write_text(struct writing *writing, const struct tag *tag, const ibid_text *text) {
    if (text->string.count) append_field(&writing->buffer, tag->letter, text->string);
    if (text->span_count) cannot_write(writing, "markup within a text");
}

static void write_entry(struct writing *writing, const ibid_entry *entry) {
    const struct tag *tag = tag_for(writing, entry->field);
    if (!tag) {
        char what[80];
        snprintf(what, sizeof what, "“%s”", name_of_field(entry->field));
        return cannot_write(writing, what);
    }
    if (entry->field == IBID_DATE_ISSUED) return write_issued(writing, &entry->value.date);
    if (entry->field >= 0x0600) {
        const ibid_date *date = &entry->value.date;
        return append_field(&writing->buffer, tag->letter, date->edtf.count ? date->edtf : date->raw);
    }
    if (entry->field >= 0x0400) {
        for (size_t i = 0; i < entry->value.names.count; i++)
            write_name(writing, tag->letter, &entry->value.names.list[i]);
        return;
    }
    write_text(writing, tag, &entry->value.text);
}

/* Whether a kept value is this format's, under this tag. */
static int is_kept(const ibid_kept *kept, const char *tag) {
    return kept->name.count == 2 && memcmp(kept->name.bytes, tag, 2) == 0 && kept->format.count == strlen(FORMAT_ID) &&
           memcmp(kept->format.bytes, FORMAT_ID, kept->format.count) == 0;
}

static void write_type(struct writing *writing) {
    const ibid_record *record = writing->record;
    for (size_t i = 0; i < record->kept_count; i++) {
        if (!is_kept(&record->kept[i], "%0")) continue;
        if (record->kept[i].value.count) append_field(&writing->buffer, '0', record->kept[i].value);
        else writing->is_endnote = 0;
        return;
    }
    for (size_t i = 0; i < type_count; i++)
        if (types[i].type == record->type)
            return append_field(&writing->buffer, '0', (ibid_string){types[i].word, strlen(types[i].word)});
    append_field(&writing->buffer, '0', IBID_STRING("Generic"));
    cannot_write(writing, "the type of the record");
}

/* What was kept by this format is written as it was; what another format kept is not ours. */
static void write_kept(struct writing *writing, const ibid_kept *kept) {
    if (kept->format.count == strlen(FORMAT_ID) && memcmp(kept->format.bytes, FORMAT_ID, kept->format.count) == 0) {
        /* %0 stands first already. */
        if (kept->name.count == 2 && kept->name.bytes[0] == '%' && kept->name.bytes[1] != '0')
            append_field(&writing->buffer, kept->name.bytes[1], kept->value);
    } else {
        cannot_write(writing, "what another format kept");
    }
}

int writer_write(void *writer, const ibid_host *host, const ibid_record *record) {
    (void)writer;
    struct writing writing;
    memset(&writing, 0, sizeof writing);
    writing.host = host;
    writing.record = record;
    writing.is_endnote = 1;
    write_type(&writing);
    if (record->key.count) append_field(&writing.buffer, 'F', record->key);
    for (size_t i = 0; i < record->entry_count; i++) write_entry(&writing, &record->entries[i]);
    for (size_t i = 0; i < record->kept_count; i++) write_kept(&writing, &record->kept[i]);
    append_text(&writing.buffer, "\n");
    int failed = writing.buffer.failed;
    if (!failed) host->write(host, writing.buffer.bytes, writing.buffer.count);
    free(writing.buffer.bytes);
    return failed ? IBID_FAILED : IBID_OK;
}
