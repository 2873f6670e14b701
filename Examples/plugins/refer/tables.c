/* One table between refer's tags and Ibid's fields, and one between EndNote's types and Ibid's: the reader looks things up by
 * refer's word, the writer by Ibid's.
 *
 * Sources: M. E. Lesk, "Some Applications of Inverted Indexes on the UNIX System" (1978); refer(1) of groff; the tags of
 * EndNote's "Refer/BibIX" export. */
#include "refer.h"

#include <string.h>

const struct tag tags[] = {
    {'A', IBID_NAMES_AUTHOR, IBID_NAMES_AUTHOR},
    {'B', IBID_TEXT_CONTAINER_TITLE, IBID_TEXT_CONTAINER_TITLE},
    {'C', IBID_TEXT_PUBLISHER_PLACE, IBID_TEXT_PUBLISHER_PLACE},
    {'D', IBID_DATE_ISSUED, IBID_DATE_ISSUED},
    {'E', IBID_NAMES_EDITOR, IBID_NAMES_EDITOR},
    {'G', IBID_TEXT_LANGUAGE, IBID_TEXT_NUMBER},      /* refer: the order number of a government's document */
    {'H', IBID_NAMES_TRANSLATOR, 0},                  /* refer: a remark before the reference */
    {'I', IBID_TEXT_PUBLISHER, IBID_TEXT_PUBLISHER},
    {'J', IBID_TEXT_CONTAINER_TITLE, IBID_TEXT_CONTAINER_TITLE},
    {'K', IBID_TEXT_KEYWORD, IBID_TEXT_KEYWORD},
    {'L', IBID_TEXT_CALL_NUMBER, 0},                  /* refer: a label */
    {'M', IBID_TEXT_RECORD_ID, 0},                    /* refer: the number of a memorandum of Bell Laboratories */
    {'N', IBID_TEXT_ISSUE, IBID_TEXT_ISSUE},          /* IBID_TEXT_NUMBER outside periodicals */
    {'O', IBID_TEXT_NOTE, IBID_TEXT_NOTE},
    {'P', IBID_TEXT_PAGE, IBID_TEXT_PAGE},
    {'Q', 0, IBID_NAMES_AUTHOR},                      /* refer: an author that is a body; EndNote: a translated title */
    {'R', IBID_TEXT_DOI, IBID_TEXT_NUMBER},           /* refer: the number of a report */
    {'S', IBID_TEXT_COLLECTION_TITLE, IBID_TEXT_COLLECTION_TITLE},
    {'T', IBID_TEXT_TITLE, IBID_TEXT_TITLE},
    {'U', IBID_TEXT_URL, IBID_TEXT_URL},
    {'V', IBID_TEXT_VOLUME, IBID_TEXT_VOLUME},
    {'X', IBID_TEXT_ABSTRACT, IBID_TEXT_ABSTRACT},
    {'Y', IBID_NAMES_COLLECTION_EDITOR, 0},
    {'Z', IBID_TEXT_NOTE, 0},
    {'6', IBID_TEXT_NUMBER_OF_VOLUMES, 0},
    {'7', IBID_TEXT_EDITION, 0},
    {'8', IBID_DATE_ISSUED, 0},
    {'9', IBID_TEXT_GENRE, 0},
    {'@', IBID_TEXT_ISBN, 0},                         /* IBID_TEXT_ISSN where it has eight digits */
    {'!', IBID_TEXT_TITLE_SHORT, 0},
    {'&', IBID_TEXT_SECTION, 0},
    {'*', IBID_TEXT_REVIEWED_TITLE, 0},
    {'~', IBID_TEXT_SOURCE, 0},
    {'[', IBID_DATE_ACCESSED, 0},
};
const size_t tag_count = sizeof tags / sizeof tags[0];

const struct tag *tag_of(char letter) {
    for (size_t i = 0; i < tag_count; i++)
        if (tags[i].letter == letter) return &tags[i];
    return NULL;
}

const struct type types[] = {
    {"Generic", IBID_TYPE_DOCUMENT},
    {"Journal Article", IBID_TYPE_ARTICLE_JOURNAL},
    {"Magazine Article", IBID_TYPE_ARTICLE_MAGAZINE},
    {"Newspaper Article", IBID_TYPE_ARTICLE_NEWSPAPER},
    {"Electronic Article", IBID_TYPE_ARTICLE},
    {"Bill", IBID_TYPE_BILL},
    {"Book", IBID_TYPE_BOOK},
    {"Edited Book", IBID_TYPE_BOOK},
    {"Electronic Book", IBID_TYPE_BOOK},
    {"Book Section", IBID_TYPE_CHAPTER},
    {"Electronic Book Section", IBID_TYPE_CHAPTER},
    {"Classical Work", IBID_TYPE_CLASSIC},
    {"Dataset", IBID_TYPE_DATASET},
    {"Dictionary", IBID_TYPE_ENTRY_DICTIONARY},
    {"Encyclopedia", IBID_TYPE_ENTRY_ENCYCLOPEDIA},
    {"Figure", IBID_TYPE_FIGURE},
    {"Artwork", IBID_TYPE_GRAPHIC},
    {"Hearing", IBID_TYPE_HEARING},
    {"Interview", IBID_TYPE_INTERVIEW},
    {"Case", IBID_TYPE_LEGAL_CASE},
    {"Statute", IBID_TYPE_LEGISLATION},
    {"Manuscript", IBID_TYPE_MANUSCRIPT},
    {"Unpublished Work", IBID_TYPE_MANUSCRIPT},
    {"Map", IBID_TYPE_MAP},
    {"Film or Broadcast", IBID_TYPE_MOTION_PICTURE},
    {"Audiovisual Material", IBID_TYPE_MOTION_PICTURE},
    {"Music", IBID_TYPE_MUSICAL_SCORE},
    {"Pamphlet", IBID_TYPE_PAMPHLET},
    {"Conference Paper", IBID_TYPE_PAPER_CONFERENCE},
    {"Conference Proceedings", IBID_TYPE_PAPER_CONFERENCE},
    {"Patent", IBID_TYPE_PATENT},
    {"Serial", IBID_TYPE_PERIODICAL},
    {"Personal Communication", IBID_TYPE_PERSONAL_COMMUNICATION},
    {"Blog", IBID_TYPE_POST_WEBLOG},
    {"Discussion Forum", IBID_TYPE_POST},
    {"Legal Rule or Regulation", IBID_TYPE_REGULATION},
    {"Report", IBID_TYPE_REPORT},
    {"Government Document", IBID_TYPE_REPORT},
    {"Computer Program", IBID_TYPE_SOFTWARE},
    {"Standard", IBID_TYPE_STANDARD},
    {"Thesis", IBID_TYPE_THESIS},
    {"Web Page", IBID_TYPE_WEBPAGE},
};
const size_t type_count = sizeof types / sizeof types[0];

int is_usual_word(const struct type *type) {
    for (size_t i = 0; i < type_count; i++)
        if (types[i].type == type->type) return &types[i] == type;
    return 0;
}

int is_in_periodical(uint32_t type) {
    return type == IBID_TYPE_ARTICLE || type == IBID_TYPE_ARTICLE_JOURNAL || type == IBID_TYPE_ARTICLE_MAGAZINE ||
           type == IBID_TYPE_ARTICLE_NEWSPAPER;
}

int looks_like_edtf(ibid_string text) {
    size_t digits = 0;
    for (size_t i = 0; i < text.count; i++) {
        char c = text.bytes[i];
        if (c >= '0' && c <= '9') digits++;
        else if (!strchr("-/?~X.[]{},T:Z+", c)) return 0;
    }
    return digits >= 2;
}

const char *const months[12] = {"January", "February", "March",     "April",   "May",      "June",
                                "July",    "August",   "September", "October", "November", "December"};
