#include "CEmbeddedStyles.h"

// C23's #embed; the compiler warns of it where an older standard is the default.
#pragma clang diagnostic ignored "-Wc23-extensions"

// One array for each file of Styles/, and its line in the list below. A test compares the list with the folder.
static const unsigned char archival_notes[] = {
#embed "../../Styles/archival-notes.csl"
};
static const unsigned char archival_author_date[] = {
#embed "../../Styles/archival-author-date.csl"
};
static const unsigned char national_archives[] = {
#embed "../../Styles/national-archives.csl"
};
static const unsigned char wilson_center[] = {
#embed "../../Styles/wilson-center.csl"
};
static const unsigned char locales_en_US[] = {
#embed "../../Styles/locales-en-US.xml"
};

static const struct ibid_embedded_style files[] = {
    {"archival-notes.csl", archival_notes, sizeof archival_notes},
    {"archival-author-date.csl", archival_author_date, sizeof archival_author_date},
    {"national-archives.csl", national_archives, sizeof national_archives},
    {"wilson-center.csl", wilson_center, sizeof wilson_center},
    {"locales-en-US.xml", locales_en_US, sizeof locales_en_US},
};

size_t ibid_embedded_style_count(void) { return sizeof files / sizeof files[0]; }

struct ibid_embedded_style ibid_embedded_style_at(size_t index) {
    if (index < ibid_embedded_style_count()) return files[index];
    return (struct ibid_embedded_style){NULL, NULL, 0};
}
