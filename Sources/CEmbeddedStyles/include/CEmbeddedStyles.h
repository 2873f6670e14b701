// The files of Styles/, embedded in the binary.
#ifndef IBID_EMBEDDED_STYLES_H
#define IBID_EMBEDDED_STYLES_H

#include <stddef.h>

struct ibid_embedded_style {
    /// The file's name in Styles/, with its extension.
    const char *name;
    const unsigned char *bytes;
    size_t count;
};

/// How many files are embedded.
size_t ibid_embedded_style_count(void);

/// The file at that place; its name is NULL beyond the last.
struct ibid_embedded_style ibid_embedded_style_at(size_t index);

#endif
