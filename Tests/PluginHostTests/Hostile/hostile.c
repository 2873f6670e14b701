/* A plugin that misbehaves as its option `mode` says. Macros make it misbehave before that. */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ibid_plugin.h"

#ifndef ABI
#define ABI IBID_PLUGIN_ABI
#endif
#ifndef SIZE
#define SIZE sizeof(ibid_plugin)
#endif
#ifndef ID
#define ID "hostile"
#endif
#ifndef CUT
#define CUT NULL
#endif
#ifndef FLAGS
#define FLAGS IBID_TEXT_INPUT
#endif

struct state {
    char mode[40];
    const ibid_host *host;
};

static int is(const struct state *state, const char *mode) { return strcmp(state->mode, mode) == 0; }

static void *open_state(const ibid_host *host, const ibid_settings *settings) {
    struct state *state = calloc(1, sizeof *state);
    state->host = host;
    for (uint32_t i = 0; i < settings->option_count; i++) {
        ibid_string value = settings->options[i].value;
        memcpy(state->mode, value.bytes, value.count < 39 ? value.count : 39);
    }
    if (is(state, "open-null")) {
        free(state);
        return NULL;
    }
    return state;
}

static ibid_record title(const char *text, ibid_entry *entry) {
    ibid_record record;
    memset(&record, 0, sizeof record);
    memset(entry, 0, sizeof *entry);
    record.size = sizeof record;
    record.type = IBID_TYPE_BOOK;
    entry->field = IBID_TEXT_TITLE;
    entry->value.text.string.bytes = text;
    entry->value.text.string.count = strlen(text);
    record.entries = entry;
    record.entry_count = 1;
    return record;
}

static int diagnose(const ibid_host *host, const char *message) {
    ibid_diagnostic diagnostic;
    memset(&diagnostic, 0, sizeof diagnostic);
    diagnostic.size = sizeof diagnostic;
    diagnostic.severity = IBID_ERROR;
    diagnostic.code = IBID_STRING("bad");
    diagnostic.message = (ibid_string){message, strlen(message)};
    return host->diagnostic(host, &diagnostic);
}

static void *call_from_a_thread(void *context) {
    const ibid_host *host = context;
    ibid_entry entry;
    ibid_record record = title("from a thread", &entry);
    host->record(host, &record);
    return NULL;
}

/* Two records, each part of the other, and one that is part of itself. */
static void relate(const ibid_host *host, const char *key, const char *other) {
    ibid_entry entry;
    ibid_record record = title("round", &entry);
    ibid_relation relation;
    memset(&relation, 0, sizeof relation);
    relation.size = sizeof relation;
    relation.kind = IBID_RELATION_PART_OF;
    relation.key = (ibid_string){other, strlen(other)};
    record.key = (ibid_string){key, strlen(key)};
    entry.field = IBID_FIELD_RELATION;
    entry.value.relation = &relation;
    host->record(host, &record);
}

static int misbehave(struct state *state, const ibid_host *host) {
    ibid_entry entry;
    ibid_record record = title("good", &entry);
    static const ibid_span crossing[] = {{IBID_STYLE_ITALIC, 0, 3}, {IBID_STYLE_BOLD, 1, 4}, {IBID_STYLE_BOLD, 3, 400},
                                         {99, 0, 1}};
    if (is(state, "null-record")) return host->record(host, NULL) == IBID_STOP ? IBID_OK : IBID_FAILED;
    if (is(state, "null-host")) return host->record(NULL, &record) == IBID_STOP ? IBID_OK : IBID_FAILED;
    if (is(state, "null-string")) entry.value.text.string.bytes = NULL;
    if (is(state, "null-entries")) record.entries = NULL;
    if (is(state, "lying-count")) record.entry_count = (size_t)1 << 40;
    if (is(state, "lying-string")) entry.value.text.string.count = (size_t)1 << 40;
    if (is(state, "small-struct")) record.size = 8;
    if (is(state, "unknown-field")) entry.field = 0x0fff;
    if (is(state, "unknown-type")) record.type = 4000;
    if (is(state, "not-utf8")) entry.value.text.string = (ibid_string){"g\xFFod", 4};
    if (is(state, "bad-spans")) {
        entry.value.text.spans = crossing;
        entry.value.text.span_count = 4;
    }
    if (is(state, "bad-date")) {
        entry.field = IBID_DATE_ISSUED;
        memset(&entry.value, 0, sizeof entry.value);
        entry.value.date.edtf = IBID_STRING("the day before");
    }
    if (is(state, "cycle")) {
        relate(host, "a", "b");
        relate(host, "b", "a");
        relate(host, "c", "c");
        return IBID_OK;
    }
    if (is(state, "million-diagnostics"))
        for (int i = 0; i < 1000000; i++) diagnose(host, "again");
    if (is(state, "thread")) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, call_from_a_thread, (void *)host) == 0) pthread_join(thread, NULL);
    }
    if (is(state, "fail")) return IBID_FAILED;
    if (is(state, "fail-with-words")) {
        diagnose(host, "the dog ate it");
        return IBID_FAILED;
    }
    host->record(host, &record);
    if (is(state, "crash")) raise(SIGSEGV);
    if (is(state, "abort")) abort();
    if (is(state, "exit")) exit(0);
    if (is(state, "hang"))
        for (;;) pause();
    return IBID_OK;
}

static int reader_read(void *context, const ibid_host *host, const void *bytes, size_t count) {
    (void)bytes;
    return count > 0 ? IBID_OK : misbehave(context, host);
}

static void close_state(void *context) {
    struct state *state = context;
    if (is(state, "late")) {
        ibid_entry entry;
        ibid_record record = title("late", &entry);
        state->host->record(state->host, &record);
        state->host->write(state->host, "late", 4);
        diagnose(state->host, "late");
    }
    free(state);
}

static int writer_write(void *context, const ibid_host *host, const ibid_record *record) {
    struct state *state = context;
    (void)record;
    if (is(state, "null-bytes")) host->write(host, NULL, 10);
    if (is(state, "lying-bytes")) host->write(host, "x", (size_t)1 << 50);
    if (is(state, "fail")) return IBID_FAILED;
    if (is(state, "crash")) raise(SIGSEGV);
    return host->write(host, "written\n", 8);
}

static const ibid_option options[] = {{"mode", "MODE", "how it misbehaves", IBID_OPTION_TEXT, IBID_READING | IBID_WRITING}};

/* Where a text can be cut: after its last line, beyond its end, within its last character. */
static size_t cut_lines(const void *bytes, size_t count) {
    const char *last = memrchr(bytes, '\n', count);
    return last ? (size_t)(last - (const char *)bytes) + 1 : 0;
}
static size_t cut_beyond(const void *bytes, size_t count) { return bytes ? count + 1 : 0; }
static size_t cut_character(const void *bytes, size_t count) { return bytes ? count - 1 : 0; }
/* Each is used in one build only. */
static size_t (*const cuts[])(const void *, size_t) __attribute__((unused)) = {cut_lines, cut_beyond, cut_character};

static const ibid_plugin plugin = {
    .abi = ABI,
    .size = SIZE,
    .flags = FLAGS,
    .option_count = 1,
    .id = ID,
    .title = "Hostile",
    .summary = "misbehaves",
    .options = options,
#ifndef WITHOUT_OPEN
    .cut = CUT,
    .reader_open = open_state,
#endif
    .reader_read = reader_read,
    .reader_close = close_state,
    .writer_open = open_state,
    .writer_write = writer_write,
    .writer_close = close_state,
};

#if defined(NULL_ENTRY)
const ibid_plugin *ibid_plugin_entry(void) { return NULL; }
#elif defined(NO_ENTRY)
const ibid_plugin *another_name(void) { return &plugin; }
#elif defined(CRASHES_AT_ONCE)
const ibid_plugin *ibid_plugin_entry(void) {
    raise(SIGSEGV);
    return &plugin;
}
#else
const ibid_plugin *ibid_plugin_entry(void) { return &plugin; }
#endif
