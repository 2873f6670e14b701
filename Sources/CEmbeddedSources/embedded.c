#include "CEmbeddedSources.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char wilson_center[] = {
#embed "data/wilson-center.json"
};
static const unsigned char repositories[] = {
#embed "data/repositories.json"
};
static const unsigned char title_forms[] = {
#embed "data/title-forms.txt"
};
static const unsigned char title_words[] = {
#embed "data/title-words.txt"
};

static const struct ibid_embedded_source sources[] = {
    {"wilson-center.json", wilson_center, sizeof wilson_center},
    {"repositories.json", repositories, sizeof repositories},
    {"title-forms.txt", title_forms, sizeof title_forms},
    {"title-words.txt", title_words, sizeof title_words},
};

struct ibid_embedded_source ibid_embedded_source_at(size_t index) {
    struct ibid_embedded_source none = {NULL, NULL, 0};
    return index < sizeof sources / sizeof *sources ? sources[index] : none;
}
