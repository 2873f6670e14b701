/* Data files that the reader of archive listings needs, embedded as they stand in data/. */
#ifndef IBID_EMBEDDED_SOURCES_H
#define IBID_EMBEDDED_SOURCES_H

#include <stddef.h>

struct ibid_embedded_source {
    const char *name;
    const unsigned char *bytes;
    size_t count;
};

/* The file at an index, from 0; a name of NULL after the last. */
struct ibid_embedded_source ibid_embedded_source_at(size_t index);

#endif
