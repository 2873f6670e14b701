#include <stddef.h>

#include "plugin_host.h"

#define ROW(constant, number, name) \
    case number: return name;

#define NAMES(function, TABLE)                     \
    const char *function(uint32_t number) {        \
        switch (number) { TABLE(ROW) default: return NULL; } \
    }

NAMES(plugin_text_field_name, IBID_TEXT_FIELDS)
NAMES(plugin_name_field_name, IBID_NAME_FIELDS)
NAMES(plugin_date_field_name, IBID_DATE_FIELDS)
NAMES(plugin_record_type_name, IBID_RECORD_TYPES)
NAMES(plugin_level_name, IBID_LEVEL_KINDS)
NAMES(plugin_relation_name, IBID_RELATION_KINDS)

const char *plugin_field_name(uint32_t number) {
    if (number == IBID_FIELD_REFERENCE) return "reference";
    if (number == IBID_FIELD_RELATION) return "relations";
    const char *name = plugin_text_field_name(number);
    if (name == NULL) name = plugin_name_field_name(number);
    return name != NULL ? name : plugin_date_field_name(number);
}
