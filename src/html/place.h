/*
 * place.h - inside this folder: where in the markup a template's tag stands. A small reading of
 * HTML, strict where browsers are lenient: attributes that take a value must be quoted.
 */
#ifndef GULOU_HTML_PLACE_H
#define GULOU_HTML_PLACE_H

#include "base/str.h"

enum place_kind {
    PLACE_TEXT,
    PLACE_TAG_OPEN,  /* behind '<' */
    PLACE_TAG_NAME,  /* inside a start tag's name */
    PLACE_END_TAG,   /* from "</" to '>', or a declaration */
    PLACE_IN_TAG,    /* between attributes */
    PLACE_ATTRIBUTE, /* inside an attribute's name */
    PLACE_EQUALS,    /* behind '=' */
    PLACE_QUOTED,    /* inside a quoted value */
    PLACE_UNQUOTED,
    PLACE_NAME_CUT, /* behind a section that begins or ends at a name's end */
    PLACE_BROKEN,   /* a name goes on behind a section: what it is depends on the data */
    PLACE_RAW,      /* inside script or style */
    PLACE_COMMENT   /* inside <!-- --> */
};

enum { PLACE_NAME_MAX = 24 };

struct place {
    enum place_kind kind;
    char quote;
    bool is_at_start; /* of a quoted value */
    char tag[PLACE_NAME_MAX], attribute[PLACE_NAME_MAX];
    size_t tag_len, attribute_len;
    size_t matched; /* bytes of "</tag" or "-->" seen */
};

enum place_use { USE_TEXT, USE_ATTRIBUTE, USE_URL, USE_URL_PART, USE_NONE };

void place_feed(struct place *place, struct str markup);
void place_feed_value(struct place *place); /* a value was shown here */
/* A section begins or ends here; false when none may. */
bool place_feed_section(struct place *place);
/* How a value is to be written here; USE_NONE with the reason why none may stand here. */
enum place_use place_use(const struct place *place, const char **reason_out);
bool place_is_same(const struct place *a, const struct place *b); /* for a section's two ends */

#endif
