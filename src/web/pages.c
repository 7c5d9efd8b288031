/*
 * pages.c - the pages: which template, with what data.
 */
#include "base/embed.h"
#include "web/internal.h"

bool pages_open(struct web *web, struct str folder, struct err *err)
{
    (void)web;
    (void)folder;
    (void)err;
    return true;
}

void pages_handle(struct web *web, const struct http_request *request,
                  struct http_response *response)
{
    struct str css;
    (void)web;
    if (str_equal_c(request->path, "/style.css") && embed_find(STR("pages/style.css"), &css)) {
        http_respond(response, 200, HTTP_CSS, css);
        return;
    }
    http_respond(response, 404, HTTP_TEXT, STR("There is no such page.\n"));
}
