/*
 * numerals.h - small numbers in Chinese: 五, 十七, 一百二十.
 */
#ifndef GULOU_TEXT_NUMERALS_H
#define GULOU_TEXT_NUMERALS_H

#include "base/buf.h"

void numerals_put(struct buf *out, int64_t value); /* 0 to 9999; digits beyond */

#endif
