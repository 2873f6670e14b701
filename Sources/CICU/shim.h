#pragma once
// ICU renames its functions by version through macros, which Swift does not import: plain names for those we use.
//
// Collation is in a library of its own, which takes a tenth of the time of a short run to load: it is loaded when something
// is sorted. libxml2 brings the others.
#include <dlfcn.h>
#include <unicode/ucol.h>
#include <unicode/uvernum.h>

/// The functions of collation, null where the library is not there.
typedef struct {
    UCollator *(*open)(const char *, UErrorCode *);
    void (*close)(UCollator *);
    void (*set)(UCollator *, UColAttribute, UColAttributeValue, UErrorCode *);
    int32_t (*key)(const UCollator *, const UChar *, int32_t, uint8_t *, int32_t);
} ibid_collation;

#define IBID_TEXT_OF(name) #name
#define IBID_TEXT(name) IBID_TEXT_OF(name)
#ifdef __APPLE__
#define IBID_ICU_LIBRARY "libicui18n." IBID_TEXT(U_ICU_VERSION_MAJOR_NUM) ".dylib"
#else
#define IBID_ICU_LIBRARY "libicui18n.so." IBID_TEXT(U_ICU_VERSION_MAJOR_NUM)
#endif

/// Loads the library of the version whose headers this was built with.
static inline ibid_collation ibid_collation_load(void) {
    ibid_collation functions = {0, 0, 0, 0}, none = functions;
    void *library = dlopen(IBID_ICU_LIBRARY, RTLD_LAZY | RTLD_LOCAL);
    if (!library) return none;
    *(void **)&functions.open = dlsym(library, IBID_TEXT(ucol_open));
    *(void **)&functions.close = dlsym(library, IBID_TEXT(ucol_close));
    *(void **)&functions.set = dlsym(library, IBID_TEXT(ucol_setAttribute));
    *(void **)&functions.key = dlsym(library, IBID_TEXT(ucol_getSortKey));
    return functions.open && functions.close && functions.set && functions.key ? functions : none;
}

/// Opens a collator for a locale ("de"): differences of letters alone count, punctuation is passed over, digits count as
/// numbers. Null where there is none.
static inline void *ibid_collator_open(ibid_collation functions, const char *locale, int ignorePunctuation) {
    UErrorCode status = U_ZERO_ERROR;
    if (!functions.open) return 0;
    UCollator *collator = functions.open(locale, &status);
    if (U_FAILURE(status)) return 0;
    status = U_ZERO_ERROR;
    functions.set(collator, UCOL_STRENGTH, UCOL_PRIMARY, &status);
    functions.set(collator, UCOL_NUMERIC_COLLATION, UCOL_ON, &status);
    if (ignorePunctuation) functions.set(collator, UCOL_ALTERNATE_HANDLING, UCOL_SHIFTED, &status);
    return collator;
}

static inline void ibid_collator_close(ibid_collation functions, void *collator) {
    functions.close((UCollator *)collator);
}

/// The sort key of a UTF-16 text; gives its length, which may be more than the capacity.
static inline int ibid_collator_key(
    ibid_collation functions, void *collator, const uint16_t *text, int count, uint8_t *key, int capacity) {
    return functions.key((const UCollator *)collator, (const UChar *)text, count, key, capacity);
}
