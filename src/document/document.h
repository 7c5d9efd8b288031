/*
 * document.h - an official document as a tree, written once and printed as HTML, PDF, DOCX or plain
 * text: reports, letters, official tables.
 *
 * D1: every door prints the same tree; a figure in it carries what it is (id, value, unit, scale,
 *     accuracy, period) in every format that can hold it.
 * D2: a document of a demo office carries the demo marking on every page and has neither seal nor
 *     red head, whatever `organ` says (DESIGN §2).
 * D3: equal trees give equal bytes in every format with the same fonts; no clock is read.
 *
 * Layout: GB/T 9704-2012 (A4; margins 37, 35, 28, 26 mm; 22 lines of 28 characters; 发文机关标志,
 * 发文字号, 标题, 主送机关, 正文, 附件说明, 署名, 成文日期, 附件, 版记, 页码).
 *
 * Everything is copied by reference: texts must outlive the document. Build it in order:
 *
 *     struct document *d = document_new(arena);
 *     d->title = …; d->organ = …; d->number = …;
 *     document_heading(d, 1, STR("一、…"), STR("part-1"));
 *     struct document_block *p = document_paragraph(d, DOCUMENT_TEXT);
 *     document_run(d, p, STR("受理工单"));
 *     document_figure_run(d, p, STR("270206件"), &figure);
 *     struct document_table *t = document_table(d, STR("表1 …"), columns, n);
 *     document_row(d, t, cells);
 */
#ifndef GULOU_DOCUMENT_DOCUMENT_H
#define GULOU_DOCUMENT_DOCUMENT_H

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/list.h"

#define DOCUMENT_DEMO_MARK "演示数据 · 虚构"

/* A number of the text that is a fact: what stands behind the printed characters. */
struct document_figure {
    struct str id;       /* of the element, unique in the document: KEY, KEY-2 … */
    struct str key;      /* workorder.received */
    struct str name;     /* 受理工单 */
    struct str value;    /* plain, in the base unit: 251599; empty: no value */
    struct str unit;     /* 件, 人, 元, % */
    int scale;           /* power of ten of the printed digits: 万 4, 亿 8 */
    int decimals;        /* digits behind the printed point */
    struct str accuracy; /* exact, rounded, truncated, about, at_least; see document_put_facts */
    struct date from, to;
    struct date as_of;
    struct str link; /* where its list is; empty: none */
    struct str note; /* target, restatement: shown as a title in HTML; may be empty */
};

struct document_run {
    struct str text;
    const struct document_figure *figure; /* NULL: plain text */
    bool is_strong;
};

enum document_block_kind {
    DOCUMENT_HEADING, /* level 1 一、 黑体; 2 （一） 楷体; 3 1. and 4 （1） 仿宋 */
    DOCUMENT_TEXT,    /* two characters indented, justified */
    DOCUMENT_FLUSH,   /* not indented: 主送机关 */
    DOCUMENT_ITEM,    /* of a list: its own number is in the text; hanging */
    DOCUMENT_CENTRED,
    DOCUMENT_RIGHT, /* set to the right, four characters from the margin */
    DOCUMENT_SMALL, /* notes, receipts: size small-four, not indented */
    DOCUMENT_TABLE, /* see document_table */
    DOCUMENT_BLANK, /* an empty line */
    DOCUMENT_NEW_PAGE
};

enum document_align { DOCUMENT_LEFT, DOCUMENT_CENTRE, DOCUMENT_END };

struct document_column {
    struct str title;
    enum document_align align;
    int width; /* relative to the others; 0: by what stands in it */
};

struct document_cell {
    struct document_run run;
    int span; /* columns it takes; 0 and 1: one */
};

struct document_row {
    const struct document_cell *cells;
    size_t cells_n;
    bool is_head;  /* repeated on every page, as the titles are */
    bool is_total; /* set off from the others */
};

struct document_table {
    struct str caption, unit; /* 单位：件; either may be empty */
    const struct document_column *columns;
    size_t columns_n;
    LIST_OF(struct document_row) rows;
};

struct document_block {
    enum document_block_kind kind;
    int level;         /* of a heading */
    struct str anchor; /* of a heading, in HTML; may be empty */
    LIST_OF(const struct document_run *) runs;
    struct document_table *table;
};

/* 附件: listed below the text, each begins a page of its own. */
struct document_attachment {
    struct str title;
    LIST_OF(struct document_block *) blocks;
};

enum document_place { DOCUMENT_IN_BODY, DOCUMENT_IN_ATTACHMENT, DOCUMENT_IN_FOOT };

/* The disclosure catalogue's head: 索引号, 发布机构, 生成日期 … in pairs. */
struct document_meta {
    struct str name, value;
};

struct document {
    struct arena *arena;
    struct str lang;   /* zh-CN when empty */
    struct str title;  /* a "|" in it allows a line to end there */
    struct str organ;  /* 发文机关: the red head says it with 文件 behind; empty: no head */
    struct str number; /* 发文字号: 鼓政〔2023〕15号 */
    struct str signer; /* 签发人, of documents to a higher organ; empty: none */
    struct str signed_by;   /* 署名 below the text; empty: none */
    struct date signed_on;  /* 成文日期; none: none */
    struct str copies_to;   /* 抄送; empty: none */
    struct str printed_by;  /* 印发机关; empty: no 版记 */
    struct date printed_on; /* 印发日期 */
    bool is_demo;
    bool is_wide;     /* landscape: tables with many columns */
    bool is_page;     /* HTML: the blocks only, for a page that has its own head and title */
    struct str style; /* HTML: CSS; empty: documents/document.css */
    struct str
        facts_name; /* HTML: what the block of facts says of the document: its report's name */
    LIST_OF(struct document_meta) meta;
    LIST_OF(struct document_block *) blocks;
    LIST_OF(struct document_attachment *) attachments;
    LIST_OF(struct document_block *) foot;        /* after the signature: receipt, notes */
    LIST_OF(const struct document_run *) figures; /* those with a figure, in their order */
    enum document_place place;                    /* where the next block goes */
};

struct document *document_new(struct arena *arena);
struct document_block *document_heading(struct document *d, int level, struct str text,
                                        struct str anchor);
struct document_block *document_paragraph(struct document *d, enum document_block_kind kind);
/* The same with one run; also DOCUMENT_BLANK and DOCUMENT_NEW_PAGE, without text. */
struct document_block *document_line(struct document *d, enum document_block_kind kind,
                                     struct str text);
void document_run(struct document *d, struct document_block *block, struct str text);
void document_figure_run(struct document *d, struct document_block *block, struct str text,
                         const struct document_figure *figure);
struct document_table *document_table(struct document *d, struct str caption,
                                      const struct document_column *columns, size_t columns_n);
/* `cells` has cells_n elements and is copied. */
struct document_row *document_row(struct document *d, struct document_table *table,
                                  const struct document_cell *cells, size_t cells_n);
/* What is added from now on belongs to the attachment; document_go goes back to the text, or to its
 * foot. */
struct document_attachment *document_attach(struct document *d, struct str title);
void document_go(struct document *d, enum document_place place);
void document_meta_add(struct document *d, struct str name, struct str value);
/* 2023年1月20日 (GB/T 9704-2012 7.3.5.4: Arabic digits, no leading zeros). */
struct str document_day(struct arena *arena, struct date day);

/* ---- written ---- */

/* One file that opens from disk, no script needed, no outside resource; each figure a
 *   <data class="figure" id=… value=… data-key=… data-unit=… data-scale=… data-decimals=…
 *         data-accuracy=… data-from=… data-to=… data-as-of=…>
 * and beside it all of them as JSON in <script type="application/json" id="facts">. */
void document_put_html(const struct document *d, struct buf *out);
/* {"title","number","demo","facts":[{"id","key","name","text","value","unit","scale","decimals",
 * "accuracy","from","to","as_of"}]}: a fact of the JSON is a number of the text, none is hidden. */
void document_put_facts(const struct document *d, struct buf *out);
/* Paragraphs as lines; a table's cells with tabs between them. */
void document_put_text(const struct document *d, struct buf *out);
/* Office Open XML with named styles (公文标题, 公文正文, heading 1 …) that LibreOffice opens. */
ERR_CHECKED bool document_put_docx(const struct document *d, struct buf *out, struct err *err);

struct document_fonts; /* font.h */
/* ERR_MISSING names the characters for which there is no font. */
ERR_CHECKED bool document_put_pdf(const struct document *d, struct document_fonts *fonts,
                                  struct buf *out, struct err *err);

#endif
