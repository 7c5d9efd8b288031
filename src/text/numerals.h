/*
 * numerals.h - numbers in Chinese, as official documents write them: 五, 十七, 一百二十, 二〇二二.
 */
#ifndef GULOU_TEXT_NUMERALS_H
#define GULOU_TEXT_NUMERALS_H

#include "base/buf.h"

/* 0 to 999,999,999,999 in words (一万零五十); Arabic digits beyond. */
void numerals_put(struct buf *out, int64_t value);
/* Digit by digit, as years are written (GB/T 15835): 2022 is 二〇二二. Not negative. */
void numerals_put_digits(struct buf *out, int64_t value);
/* A whole text in words or digit by digit; 两 and 〇 stand for 二 and 零, and 一十七 for 十七.
 * False for anything that is not written as numerals_put or numerals_put_digits would write it. */
bool numerals_parse(struct str text, int64_t *value_out);

#endif
