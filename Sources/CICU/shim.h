#pragma once
// ICU renames its functions by version through macros, which Swift does not import: plain names for those we use.
#include <unicode/ucol.h>
#include <unicode/unorm2.h>
