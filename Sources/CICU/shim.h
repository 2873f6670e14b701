#pragma once
// ICU renames its functions by version through macros, which Swift does not import: plain names for those we use.
#include <unicode/ucol.h>
#include <unicode/ustring.h>

/// Opens a collator for a locale ("de"): differences of letters alone count, punctuation is passed over, digits count as
/// numbers. Null where there is none.
static inline void *ibid_collator_open(const char *locale, int ignorePunctuation) {
    UErrorCode status = U_ZERO_ERROR;
    UCollator *collator = ucol_open(locale, &status);
    if (U_FAILURE(status)) return 0;
    status = U_ZERO_ERROR;
    ucol_setAttribute(collator, UCOL_STRENGTH, UCOL_PRIMARY, &status);
    ucol_setAttribute(collator, UCOL_NUMERIC_COLLATION, UCOL_ON, &status);
    if (ignorePunctuation) ucol_setAttribute(collator, UCOL_ALTERNATE_HANDLING, UCOL_SHIFTED, &status);
    return collator;
}

static inline void ibid_collator_close(void *collator) { ucol_close((UCollator *)collator); }

/// The sort key of a UTF-16 text; gives its length, which may be more than the capacity.
static inline int ibid_collator_key(void *collator, const uint16_t *text, int count, uint8_t *key, int capacity) {
    return ucol_getSortKey((UCollator *)collator, (const UChar *)text, count, key, capacity);
}
