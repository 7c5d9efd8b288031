/*
 * encoding.h - a text file from an office, whatever program saved it, as UTF-8.
 */
#ifndef GULOU_TEXT_ENCODING_H
#define GULOU_TEXT_ENCODING_H

#include "base/complaint.h"

enum encoding { ENCODING_UTF8, ENCODING_GB18030, ENCODING_UTF16 };

/*
 * UTF-8 with or without a byte order mark is taken as it is (a slice of `bytes`); UTF-16 needs its
 * mark; everything else is read as GB 18030 (which contains GB 2312 and GBK). A file that is
 * plainly UTF-8 with some damage is not guessed at. False with a complaint when it is none of them;
 * the place is where reading stopped. More than LIMIT_FILE_BYTES are refused.
 */
bool encoding_read(struct arena *arena, struct str file, struct str bytes, struct str *text_out,
                   enum encoding *encoding_out, struct complaints *complaints);
const char *encoding_name(enum encoding encoding); /* "GB 18030" */

#endif
