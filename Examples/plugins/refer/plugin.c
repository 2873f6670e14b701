/* What the plugin is: the struct that Ibid asks for. */
#include <string.h>

#include "refer.h"

/* A field at the start of a line, and most of the others that a record has, near the beginning. */
static int recognize(const void *context, size_t count) {
    const char *bytes = context;
    size_t fields = 0, others = 0, at = 0;
    int is_endnote = 0;
    while (at + 2 < count && fields + others < 20) {
        if (bytes[at] == '%' && bytes[at + 2] == ' ') {
            fields++;
            if (bytes[at + 1] == '0') is_endnote = 1;
        } else if (bytes[at] != '\n' && bytes[at] != '\r') {
            others++;
        }
        const char *stop = memchr(bytes + at, '\n', count - at);
        if (!stop) break;
        at = (size_t)(stop - bytes) + 1;
    }
    if (fields == 0 || others > fields) return IBID_NO;
    return is_endnote || fields > 3 ? IBID_CERTAIN : IBID_LIKELY;
}

static const char *const aliases[] = {"endnote-refer", "bibix", NULL};
static const char *const extensions[] = {"enw", "refer", NULL};
static const ibid_option options[] = {
    {"dialect", "refer|endnote", "what the fields of a record without %0 mean", IBID_OPTION_CHOICE, IBID_READING},
};

static const ibid_plugin plugin = {
    .abi = IBID_PLUGIN_ABI,
    .size = sizeof(ibid_plugin),
    .flags = IBID_TEXT_INPUT | IBID_CONCURRENT,
    .option_count = 1,
    .id = FORMAT_ID,
    .title = "refer and EndNote",
    .summary = "The tagged bibliographies of refer(1) and of EndNote's “Refer/BibIX” export",
    .aliases = aliases,
    .extensions = extensions,
    .options = options,
    .recognize = recognize,
    .cut = cut,
    .reader_open = reader_open,
    .reader_read = reader_read,
    .reader_close = reader_close,
    .writer_open = writer_open,
    .writer_write = writer_write,
    .writer_close = writer_close,
};

const ibid_plugin *ibid_plugin_entry(void) { return &plugin; }
