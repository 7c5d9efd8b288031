#include "text/xml.h"

#include <string.h>

#include <expat.h>

#include "base/assert.h"

enum { PIECE_BYTES = 32768 };

struct xml {
    struct archive_part part;
    struct xml_handler handler;
    void *context;
    XML_Parser parser;
    bool is_paused;
    bool is_stopped; /* by a handler, which has complained */
    bool is_last;    /* the last piece was handed over */
    bool has_doctype;
};

static const char *without_prefix(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon == NULL ? name : colon + 1;
}

static void XMLCALL start(void *context, const XML_Char *name, const XML_Char **attributes)
{
    struct xml *xml = context;
    xml->handler.start(xml->context, without_prefix(name), (const char *const *)attributes);
}

static void XMLCALL end(void *context, const XML_Char *name)
{
    struct xml *xml = context;
    xml->handler.end(xml->context, without_prefix(name));
}

static void XMLCALL text(void *context, const XML_Char *p, int len)
{
    struct xml *xml = context;
    if (xml->handler.text != NULL && !xml->is_stopped)
        xml->handler.text(xml->context, (struct str){p, (size_t)len});
}

static void XMLCALL doctype(void *context, const XML_Char *name, const XML_Char *system_id,
                            const XML_Char *public_id, int has_internal)
{
    struct xml *xml = context;
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)has_internal;
    xml->has_doctype = true;
    XML_StopParser(xml->parser, XML_FALSE);
}

struct xml *xml_open(struct arena *arena, struct archive *archive, const char *part,
                     const struct xml_handler *handler, void *context)
{
    struct xml *xml = arena_new(arena, struct xml);
    if (!archive_part_open(archive, part, &xml->part))
        return NULL;
    xml->handler = *handler;
    xml->context = context;
    xml->parser = XML_ParserCreate(NULL);
    gl_assert(xml->parser != NULL);
    XML_SetUserData(xml->parser, xml);
    XML_SetElementHandler(xml->parser, start, end);
    XML_SetCharacterDataHandler(xml->parser, text);
    XML_SetStartDoctypeDeclHandler(xml->parser, doctype);
    return xml;
}

void xml_close(struct xml *xml)
{
    if (xml == NULL)
        return;
    XML_ParserFree(xml->parser);
    archive_part_close(&xml->part);
}

void xml_pause(struct xml *xml)
{
    if (!xml->is_stopped && !xml->is_paused)
        XML_StopParser(xml->parser, XML_TRUE);
    xml->is_paused = true;
}

void xml_stop(struct xml *xml)
{
    if (!xml->is_stopped)
        XML_StopParser(xml->parser, XML_FALSE);
    xml->is_stopped = true;
}

static enum xml_state broken(struct xml *xml)
{
    const struct archive *archive = xml->part.archive;
    const char *what = xml->has_doctype ? "a document type is declared, which office files do not"
                                        : XML_ErrorString(XML_GetErrorCode(xml->parser));
    if (!xml->is_stopped)
        complaints_add(archive->complaints, archive->file, 0, 0,
                       "%" STR_FMT ", line %lu: this is not the XML of an office file (%s); save "
                       "the file again in its program",
                       STR_ARG(xml->part.name), XML_GetCurrentLineNumber(xml->parser), what);
    xml->is_stopped = true;
    return XML_IS_BROKEN;
}

enum xml_state xml_run(struct xml *xml)
{
    enum XML_Status status = XML_STATUS_OK;
    if (xml->is_stopped)
        return XML_IS_BROKEN;
    if (xml->is_paused) {
        xml->is_paused = false;
        status = XML_ResumeParser(xml->parser);
    }
    while (status == XML_STATUS_OK && !xml->is_last) {
        void *piece = XML_GetBuffer(xml->parser, PIECE_BYTES);
        gl_assert(piece != NULL);
        int64_t n = archive_part_read(&xml->part, piece, PIECE_BYTES);
        if (n < 0) {
            xml->is_stopped = true;
            return XML_IS_BROKEN;
        }
        xml->is_last = n == 0;
        status = XML_ParseBuffer(xml->parser, (int)n, xml->is_last);
    }
    if (status == XML_STATUS_SUSPENDED)
        return XML_IS_PAUSED;
    return status == XML_STATUS_OK ? XML_IS_DONE : broken(xml);
}

bool xml_read(struct arena *arena, struct archive *archive, const char *part,
              const struct xml_handler *handler, void *context)
{
    struct xml *xml = xml_open(arena, archive, part, handler, context);
    bool is_good = xml != NULL && xml_run(xml) == XML_IS_DONE;
    xml_close(xml);
    return is_good;
}

const char *xml_attribute(const char *const *attributes, const char *name)
{
    for (size_t i = 0; attributes[i] != NULL; i += 2)
        if (strcmp(without_prefix(attributes[i]), name) == 0)
            return attributes[i + 1];
    return NULL;
}
