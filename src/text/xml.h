/*
 * xml.h - the XML parts of an archive, as a stream of elements and text. Document types are
 * refused, so there are no entities of a file's own. Names come without their prefix.
 */
#ifndef GULOU_TEXT_XML_H
#define GULOU_TEXT_XML_H

#include "text/archive.h"

struct xml;

struct xml_handler {
    void (*start)(void *context, const char *name, const char *const *attributes);
    void (*end)(void *context, const char *name);
    void (*text)(void *context, struct str text); /* in pieces; may be NULL */
};

enum xml_state { XML_IS_PAUSED, XML_IS_DONE, XML_IS_BROKEN };

/* NULL with a complaint. The memory is the arena's, and what expat holds until xml_close. */
struct xml *xml_open(struct arena *arena, struct archive *archive, const char *part,
                     const struct xml_handler *handler, void *context);
/* Goes on until a handler pauses, the part ends, or it breaks (with a complaint). */
enum xml_state xml_run(struct xml *xml);
void xml_pause(struct xml *xml); /* only in a handler: xml_run returns after it */
void xml_stop(struct xml *xml);  /* only in a handler: xml_run returns XML_IS_BROKEN */
void xml_close(struct xml *xml); /* NULL: nothing */
/* A whole part. */
bool xml_read(struct arena *arena, struct archive *archive, const char *part,
              const struct xml_handler *handler, void *context);
/* An attribute's value by its name without prefix, or NULL. */
const char *xml_attribute(const char *const *attributes, const char *name);

#endif
