/* What the parts of this plugin share: slices of the input, and the tables between refer's words and Ibid's. */
#ifndef REFER_H
#define REFER_H

#include "ibid_plugin.h"

#define FORMAT_ID "refer"

/* What a tag means: in a record of EndNote's, which begins with %0, and in one of the older refer, which does not. */
struct tag {
    char letter;
    uint16_t endnote; /* a field; 0 where the tag is kept */
    uint16_t refer;
};

extern const struct tag tags[];
extern const size_t tag_count;

/* The tag of a letter; NULL where the table has none. */
const struct tag *tag_of(char letter);

/* EndNote's word for a type of record: the first row of a type is the one that is written. */
struct type {
    const char *word;
    uint32_t type;
};

extern const struct type types[];
extern const size_t type_count;

/* Whether a type's word says all there is to say of it, so that it need not be kept beside. */
int is_usual_word(const struct type *type);

/* Whether a container of this type stands in %J, and its number is that of an issue. */
int is_in_periodical(uint32_t type);

/* Whether a date is in EDTF as far as its characters tell. */
int looks_like_edtf(ibid_string text);

/* The names of the months, for dates such as "March 12". */
extern const char *const months[12];

void *reader_open(const ibid_host *host, const ibid_settings *settings);
int reader_read(void *reader, const ibid_host *host, const void *bytes, size_t count);
void reader_close(void *reader);
size_t cut(const void *bytes, size_t count);

void *writer_open(const ibid_host *host, const ibid_settings *settings);
int writer_write(void *writer, const ibid_host *host, const ibid_record *record);
void writer_close(void *writer);

#endif
