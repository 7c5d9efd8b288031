/* Templates: see template.h. */
#include "html/template.h"

#include "base/assert.h"
#include "base/limits.h"
#include "html/compile.h"
#include "html/value_kinds.h"

/* How deep sections and partials nest, so that the stack of a rendering is known to suffice; 0 when
 * the template includes itself. */
static int nesting_find(const struct html_set *set, size_t index)
{
    struct html_template *template = &set->templates[index];
    if (template->nesting != 0) {
        return template->nesting < 0 ? 0 : template->nesting;
    }
    template->nesting = -1;
    size_t ends[LIMIT_TEMPLATE_DEPTH];
    int open = 0, deepest = 1;
    for (size_t i = 0; i < template->nodes.n; i++) {
        const struct node *node = &template->nodes.at[i];
        while (open > 0 && ends[open - 1] == i) {
            open--;
        }
        int inner = 0;
        if (node->kind == NODE_SECTION || node->kind == NODE_INVERTED) {
            ends[open++] = node->end;
        } else if (node->kind == NODE_PARTIAL) {
            inner = nesting_find(set, node->partial);
            if (inner == 0) {
                return 0; /* and stays -1: whoever comes here again is told the same */
            }
        }
        deepest = open + inner + 1 > deepest ? open + inner + 1 : deepest;
    }
    template->nesting = deepest;
    return deepest;
}

const struct html_set *html_parse(struct arena *arena, const struct html_source *sources, size_t n,
                                  struct complaints *complaints)
{
    struct html_set *set = arena_new(arena, struct html_set);
    size_t before = complaints->list.n;
    set->arena = arena;
    set->n = n;
    set->templates = arena_array(arena, struct html_template, n);
    struct html_source *copies = arena_array(arena, struct html_source, n);
    for (size_t i = 0; i < n; i++) {
        copies[i] = sources[i];
        set->templates[i].source = &copies[i];
        set->templates[i].set = set;
    }
    for (size_t i = 0; i < n; i++) {
        compile_template(&set->templates[i], complaints);
    }
    for (size_t i = 0; i < n && complaints->list.n == before; i++) {
        int nesting = nesting_find(set, i);
        if (nesting == 0) {
            complaints_add(complaints, sources[i].file, 0, 0,
                           "the template includes itself, directly or through its partials");
        } else if (nesting > LIMIT_TEMPLATE_DEPTH) {
            complaints_add(complaints, sources[i].file, 0, 0,
                           "sections and partials nest %d deep; at most %d are taken", nesting,
                           LIMIT_TEMPLATE_DEPTH);
        }
    }
    return complaints->list.n == before ? set : NULL;
}

const struct html_template *html_find(const struct html_set *set, struct str name)
{
    for (size_t i = 0; i < set->n; i++) {
        if (str_equal(set->templates[i].source->name, name)) {
            return &set->templates[i];
        }
    }
    return NULL;
}

void html_escape(struct buf *out, struct str text)
{
    size_t from = 0;
    for (size_t i = 0; i < text.len; i++) {
        struct str entity;
        switch (text.p[i]) {
        case '&':
            entity = STR("&amp;");
            break;
        case '<':
            entity = STR("&lt;");
            break;
        case '>':
            entity = STR("&gt;");
            break;
        case '"':
            entity = STR("&quot;");
            break;
        case '\'':
            entity = STR("&#39;");
            break;
        default:
            continue;
        }
        buf_put(out, (struct str){text.p + from, i - from});
        buf_put(out, entity);
        from = i + 1;
    }
    if (from < text.len) {
        buf_put(out, str_from(text, from));
    }
}

static void percent_encode(struct buf *out, struct str text)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.p[i];
        bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                        || c == '-' || c == '.' || c == '_' || c == '~';
        if (is_plain) {
            buf_put_char(out, (char)c);
        } else {
            char code[3] = {'%', digits[c >> 4], digits[c & 15]};
            buf_put_bytes(out, code, sizeof code);
        }
    }
}

struct rendering {
    struct buf *out;
    struct complaints *misses;
    bool is_whole;
    const struct html_template *template;
    const struct html_value *stack[LIMIT_TEMPLATE_DEPTH + 1];
    size_t depth;
};

__attribute__((format(printf, 3, 4))) static void
miss(struct rendering *rendering, const struct node *node, const char *format, ...)
{
    rendering->is_whole = false;
    if (rendering->misses == NULL) {
        return;
    }
    va_list args;
    va_start(args, format);
    struct str text = arena_vprint(rendering->misses->arena, format, args);
    va_end(args);
    complaints_add(rendering->misses, rendering->template->source->file, node->line, node->column,
                   "%" STR_FMT, STR_ARG(text));
}

static const struct html_value *lookup(struct rendering *rendering, const struct node *node)
{
    const struct html_value *value = NULL;
    size_t depth = rendering->depth;
    if (node->parts_n == 0) {
        return rendering->stack[depth - 1];
    }
    while (value == NULL && depth > 0) {
        value = html_get(rendering->stack[--depth], node->parts[0]);
    }
    for (size_t i = 1; value != NULL && i < node->parts_n; i++) {
        value = html_get(value, node->parts[i]);
    }
    if (value == NULL) {
        miss(rendering, node, "the data has no \"%" STR_FMT "\"", STR_ARG(node->text));
    }
    return value;
}

static bool is_true(const struct html_value *value)
{
    switch (value->kind) {
    case VALUE_TEXT:
    case VALUE_SAFE:
    case VALUE_URL:
        return value->text.len > 0;
    case VALUE_NUMBER:
    case VALUE_BOOL:
        return value->number != 0;
    case VALUE_LIST:
        return value->items.n > 0;
    case VALUE_MAP:
        break;
    }
    return true;
}

static void value_write(struct rendering *rendering, const struct node *node,
                        const struct html_value *value)
{
    struct buf *out = rendering->out;
    bool is_text = value->kind == VALUE_TEXT || value->kind == VALUE_URL;
    if (node->use == USE_URL && value->kind != VALUE_URL) {
        miss(rendering, node, "\"%" STR_FMT "\" stands for an address but was not put as one",
             STR_ARG(node->text));
        buf_put_c(out, "#");
    } else if (value->kind == VALUE_NUMBER) {
        buf_put_i64(out, value->number);
    } else if (is_text && node->use == USE_URL_PART) {
        percent_encode(out, value->text);
    } else if (is_text) {
        html_escape(out, value->text);
    } else {
        miss(rendering, node, "\"%" STR_FMT "\" is no text and no number", STR_ARG(node->text));
    }
}

static void safe_write(struct rendering *rendering, const struct node *node,
                       const struct html_value *value)
{
    if (value->kind == VALUE_SAFE) {
        buf_put(rendering->out, value->text);
    } else {
        miss(rendering, node, "\"%" STR_FMT "\" was not put as finished markup",
             STR_ARG(node->text));
    }
}

static void render_nodes(struct rendering *rendering, size_t from, size_t end);

static void enter(struct rendering *rendering, const struct html_value *value, size_t from,
                  size_t end)
{
    gl_assert(rendering->depth < sizeof rendering->stack / sizeof rendering->stack[0]);
    rendering->stack[rendering->depth++] = value;
    render_nodes(rendering, from, end);
    rendering->depth--;
}

static void section_write(struct rendering *rendering, const struct node *node, size_t from)
{
    const struct html_value *value = lookup(rendering, node);
    bool is_shown = value != NULL && is_true(value);
    if (node->kind == NODE_INVERTED) {
        if (!is_shown) {
            render_nodes(rendering, from, node->end);
        }
    } else if (is_shown && value->kind == VALUE_LIST) {
        for (size_t i = 0; i < value->items.n; i++) {
            enter(rendering, value->items.at[i], from, node->end);
        }
    } else if (is_shown && value->kind == VALUE_BOOL) {
        render_nodes(rendering, from, node->end);
    } else if (is_shown) {
        enter(rendering, value, from, node->end);
    }
}

static void partial_write(struct rendering *rendering, const struct node *node)
{
    const struct html_template *outer = rendering->template;
    rendering->template = &outer->set->templates[node->partial];
    render_nodes(rendering, 0, rendering->template->nodes.n);
    rendering->template = outer;
}

static void render_nodes(struct rendering *rendering, size_t from, size_t end)
{
    const struct html_template *template = rendering->template;
    for (size_t i = from; i < end; i++) {
        const struct node *node = &template->nodes.at[i];
        const struct html_value *value = NULL;
        switch (node->kind) {
        case NODE_TEXT:
            buf_put(rendering->out, node->text);
            break;
        case NODE_VALUE:
        case NODE_SAFE:
            value = lookup(rendering, node);
            if (value != NULL && node->kind == NODE_VALUE) {
                value_write(rendering, node, value);
            } else if (value != NULL) {
                safe_write(rendering, node, value);
            } else if (node->use == USE_URL) {
                buf_put_c(rendering->out, "#");
            }
            break;
        case NODE_SECTION:
        case NODE_INVERTED:
            section_write(rendering, node, i + 1);
            i = node->end - 1;
            break;
        case NODE_PARTIAL:
            partial_write(rendering, node);
            break;
        }
    }
}

bool html_render(const struct html_template *template, const struct html_value *data,
                 struct buf *out, struct complaints *misses)
{
    struct rendering rendering = {.out = out, .misses = misses, .is_whole = true};
    rendering.template = template;
    rendering.stack[rendering.depth++] = data;
    render_nodes(&rendering, 0, template->nodes.n);
    return rendering.is_whole;
}
