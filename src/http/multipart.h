/*
 * multipart.h - inside this folder: multipart/form-data (RFC 7578) of a body that is whole in
 * memory.
 */
#ifndef GULOU_HTTP_MULTIPART_H
#define GULOU_HTTP_MULTIPART_H

#include "http/post.h"

/* `parameters` is what follows the type: "; boundary=…". Fields are as sent; files are slices of
 * the body. */
ERR_CHECKED bool multipart_parse(struct arena *arena, struct str parameters, struct str body,
                                 struct post_form *post_out, struct err *err);

#endif
