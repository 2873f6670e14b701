#pragma once
#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/relaxng.h>
#include <libxml/xmlerror.h>

// What Swift does not import: macros, and a function pointer that is a global variable.

static inline int ibid_xml_line(xmlParserCtxtPtr context) {
    return context && context->input ? context->input->line : 0;
}

static inline int ibid_xml_column(xmlParserCtxtPtr context) {
    return context && context->input ? context->input->col : 0;
}

static inline void ibid_xml_free(void *pointer) { xmlFree(pointer); }
