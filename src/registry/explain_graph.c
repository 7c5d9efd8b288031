#include "registry/explain.h"

#include "text/utf8.h"

enum { ARROW_MAX = 44 }; /* longer titles push their arrow out of the column */

struct walk {
    int order[LIMIT_REGISTER_STATES]; /* states as a matter can reach them */
    int n;
    bool is_seen[LIMIT_REGISTER_STATES];
};

static bool leads(const struct register_def *def, const struct event_def *event, int state)
{
    if (event->is_creation || event->is_retired || event->to == NONE || event->to == state)
        return false;
    return event->from >> state & 1 || (event->from_any && !def->states[state].is_final);
}

static void reach(struct walk *walk, int state)
{
    if (walk->is_seen[state])
        return;
    walk->is_seen[state] = true;
    walk->order[walk->n++] = state;
}

static struct walk walk_states(const struct register_def *def)
{
    struct walk walk = {0};
    for (size_t i = 0; i < def->events_n; i++)
        if (def->events[i].is_creation && def->events[i].to != NONE)
            reach(&walk, def->events[i].to);
    for (int at = 0; at < walk.n; at++)
        for (size_t i = 0; i < def->events_n; i++)
            if (leads(def, &def->events[i], walk.order[at]))
                reach(&walk, def->events[i].to);
    return walk;
}

static void explain_rule_line(struct explaining *e, const char *left, int columns,
                              const char *right)
{
    buf_print(e->out, "  %s", left);
    for (int i = 0; i < columns; i++)
        buf_put_c(e->out, "─");
    buf_print(e->out, "%s\n", right);
}

static void explain_box(struct explaining *e, const struct state_def *state, bool has_exits)
{
    struct str title = explain_title(e, state->title);
    int width = utf8_width(title) + 2;
    explain_rule_line(e, "┌", width, "┐");
    buf_print(e->out, "  │ %" STR_FMT " │", STR_ARG(title));
    if (state->is_final)
        explain_say(e, "  ■ 终结", "  ■ final");
    else if (!state->is_open)
        explain_say(e, "  □ 已办完", "  □ nothing left to do");
    buf_put_char(e->out, '\n');
    if (!has_exits) {
        explain_rule_line(e, "└", width, "┘");
        return;
    }
    buf_put_c(e->out, "  └──┬");
    for (int i = 3; i < width; i++)
        buf_put_c(e->out, "─");
    buf_put_c(e->out, "┘\n");
}

static int arrow_column(const struct explaining *e, int state)
{
    int column = 0;
    for (size_t i = 0; i < e->def->events_n; i++) {
        const struct event_def *event = &e->def->events[i];
        if (event->from_any || !leads(e->def, event, state))
            continue;
        int width = utf8_width(explain_title(e, event->title));
        if (width > column && width <= ARROW_MAX)
            column = width;
    }
    return column;
}

static size_t last_exit(const struct register_def *def, int state)
{
    size_t last = def->events_n;
    for (size_t i = 0; i < def->events_n; i++)
        if (!def->events[i].from_any && leads(def, &def->events[i], state))
            last = i;
    return last;
}

static void explain_arrow(struct explaining *e, const struct event_def *event, int column)
{
    struct str title = explain_title(e, event->title);
    buf_put(e->out, title);
    buf_put_char(e->out, ' ');
    for (int i = utf8_width(title); i < column + 2; i++)
        buf_put_c(e->out, "─");
    buf_put_c(e->out, "▶ ");
    buf_put(e->out, explain_title(e, e->def->states[event->to].title));
    buf_put_char(e->out, '\n');
}

/* What may happen in the state without leaving it, in one list. */
static void explain_stays(struct explaining *e, int state)
{
    bool has_any = false;
    for (size_t i = 0; i < e->def->events_n; i++) {
        const struct event_def *event = &e->def->events[i];
        bool stays = !event->is_creation && !event->is_retired && (event->from >> state & 1)
                     && (event->to == NONE || event->to == state);
        if (!stays)
            continue;
        if (!has_any) {
            explain_say(e, "     ↺ ", "     ↺ ");
            e->indent = e->column = 7;
            e->has_items = false;
        }
        has_any = true;
        explain_item(e, explain_title(e, event->title));
    }
    if (has_any)
        explain_list_end(e);
}

static void explain_state(struct explaining *e, int state)
{
    size_t last = last_exit(e->def, state);
    int column = arrow_column(e, state);
    explain_box(e, &e->def->states[state], last < e->def->events_n);
    for (size_t i = 0; i < e->def->events_n && last < e->def->events_n; i++) {
        const struct event_def *event = &e->def->events[i];
        if (event->from_any || !leads(e->def, event, state))
            continue;
        buf_print(e->out, "     %s ", i == last ? "└─" : "├─");
        explain_arrow(e, event, column);
    }
    explain_stays(e, state);
}

static void explain_everywhere(struct explaining *e)
{
    bool has_any = false;
    for (size_t i = 0; i < e->def->events_n; i++) {
        const struct event_def *event = &e->def->events[i];
        if (!event->from_any || event->is_retired)
            continue;
        if (!has_any)
            explain_say(e, "\n  任何未终结状态\n", "\n  in any state that is not final\n");
        has_any = true;
        buf_put_c(e->out, "     ");
        if (event->to != NONE) {
            explain_arrow(e, event, utf8_width(explain_title(e, event->title)));
            continue;
        }
        buf_put_c(e->out, "↺ ");
        buf_put(e->out, explain_title(e, event->title));
        buf_put_char(e->out, '\n');
    }
}

void explain_graph(struct explaining *e)
{
    struct walk walk = walk_states(e->def);
    explain_heading(e, "流程图", "Picture");
    for (size_t i = 0; i < e->def->events_n; i++) {
        const struct event_def *event = &e->def->events[i];
        if (!event->is_creation || event->is_retired || event->to == NONE)
            continue;
        buf_put_c(e->out, "  ● ");
        explain_arrow(e, event, utf8_width(explain_title(e, event->title)));
    }
    for (int i = 0; i < walk.n; i++) {
        buf_put_char(e->out, '\n');
        explain_state(e, walk.order[i]);
    }
    explain_everywhere(e);
}
