/*
 * han.h - words for full-text search without a dictionary: pairs of neighbouring Han characters.
 *
 * A run of Han, kana or Hangul characters 噪音扰民 gives 噪音 音扰 扰民 民: every pair, and the
 * last character alone, so that a single character can be searched as the beginning of a word
 * (民*). A run of letters and digits gives one word in lower case; full-width forms count as the
 * ASCII ones. Everything else separates. Whatever substring of Han a reader asks for is found, and
 * no dictionary decides what a word is.
 */
#ifndef GULOU_TEXT_HAN_H
#define GULOU_TEXT_HAN_H

#include "base/buf.h"

enum han_purpose {
    HAN_INDEX,
    HAN_QUERY /* without the last character alone at the very end: the text may go on there */
};

/* A word, and the bytes of the text that it stands for. False stops. `word` is valid during the
 * call. */
typedef bool han_fn(void *context, struct str word, size_t from, size_t to);

/* Calls `each` for every word of valid text, in order; false when a call stopped it. */
bool han_tokenize(struct str text, enum han_purpose purpose, han_fn *each, void *context);

/* An FTS5 query from what a reader typed: pieces between spaces must all occur, each as a phrase; a
 * piece that ends in a single character finds words that begin with it. Nothing when no word is in
 * it. Safe for any text: FTS5's own operators are quoted away. */
void han_query(struct buf *out, struct str typed);

#endif
