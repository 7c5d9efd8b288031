/*
 * layout_place.c - boxes onto pages. A heading is never the last line of a page; what is kept
 * together moves together.
 */
#include "document/layout_internal.h"

#include <math.h>

struct placing {
    struct layout *layout;
    double y; /* from the top of the type area */
    int page;
};

/* A line may stand so low that its characters, not its distance, end at the edge. */
static double room(const struct layout *layout, const struct layout_box *box)
{
    if (box->kind == LAYOUT_LINE && box->size_pt < box->height)
        return layout->height + (box->height - box->size_pt) + 0.01;
    return layout->height + 0.01;
}

static void new_page(struct placing *p)
{
    if (p->page == 0 || p->y > 0) {
        p->page++;
        p->y = 0;
    }
}

static void put(struct placing *p, const struct layout_box *box)
{
    struct layout_placed placed = {box, p->page, p->layout->top + p->y};
    list_push(p->layout->arena, &p->layout->placed, placed);
    p->y += box->height;
}

/* The height of the boxes from `at` on that stay together, and how many they are. */
static double together(const struct layout *layout, size_t at, size_t *n_out)
{
    double height = 0;
    size_t n = 0;
    do {
        const struct layout_box *box = &layout->boxes.at[at + n];
        bool is_last = !box->is_kept || at + n + 1 >= layout->boxes.n;
        height += is_last && box->kind == LAYOUT_LINE && box->size_pt < box->height ? box->size_pt
                                                                                    : box->height;
        n++;
        if (is_last)
            break;
    } while (true);
    *n_out = n;
    return height;
}

static void place_one(struct placing *p, const struct layout_box *box)
{
    struct layout *layout = p->layout;
    if (box->kind == LAYOUT_PAGE) {
        new_page(p);
        return;
    }
    if (box->kind == LAYOUT_SNAP) {
        p->y = ceil(p->y / layout->pitch - 0.01) * layout->pitch;
        return;
    }
    if (p->y + box->height > room(layout, box)) {
        if (box->kind == LAYOUT_SPACE) { /* an empty line ends with its page */
            p->y = layout->height;
            return;
        }
        new_page(p);
        if (box->head != NULL)
            put(p, box->head);
    }
    put(p, box);
}

void layout_place(struct layout *layout)
{
    struct placing p = {.layout = layout, .page = 1};
    size_t n;
    for (size_t i = 0; i < layout->boxes.n; i++) {
        const struct layout_box *box = &layout->boxes.at[i];
        bool begins = i == 0 || !layout->boxes.at[i - 1].is_kept;
        if (begins && box->is_kept) {
            double height = together(layout, i, &n);
            if (p.y + height > layout->height + 0.01 && height <= layout->height)
                new_page(&p);
        }
        place_one(&p, box);
    }
    layout->pages = p.page;
}
