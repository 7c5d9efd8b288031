/*
 * message.h - the fixed words of the pages: one YAML map, `key: {zh: …, en: …}`, given to templates
 * as {{t.key}}.
 */
#ifndef GULOU_HTML_MESSAGE_H
#define GULOU_HTML_MESSAGE_H

#include "base/complaint.h"
#include "html/value.h"

struct html_messages {
    struct html_value *zh; /* maps from key to text */
    struct html_value *en;
};

/* False when anything was wrong (a language missing or empty, an unknown one). */
bool message_read(struct arena *arena, struct str file, struct str bytes,
                  struct html_messages *messages_out, struct complaints *complaints);

#endif
