/*
 * input.h - the text of a file from outside: plain text (UTF-8, UTF-16, GB 18030), HTML, DOCX, PDF.
 * What a file is its bytes say, not its name.
 */
#ifndef GULOU_AUDIT_INPUT_H
#define GULOU_AUDIT_INPUT_H

#include "audit/audit.h"
#include "base/complaint.h"
#include "base/err.h"

struct input_file {
    struct str name; /* shown, never opened */
    struct str bytes;
};

/*
 * False with complaints when the file cannot be read as a report (another encoding, a password, a
 * broken archive, a scan without text, more than LIMIT_AUDIT_BYTES of text), or with an error when
 * the system fails. PDF goes through poppler's pdftotext, in a process of its own.
 */
ERR_CHECKED bool input_read(struct arena *arena, const struct input_file *file,
                            struct audit_text *text_out, struct complaints *complaints,
                            struct err *err);
/* Inside: a paragraph a line, columns of tables between bars, from the layout that pdftotext gives.
 */
struct str input_flow(struct arena *arena, struct str layout);

#endif
