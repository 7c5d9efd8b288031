/*
 * demo_way.h - registers whose matters go one of a few ways: a way is a list of steps, written as
 * data. A step names its event, the fields it gives, who enters it, and how many working days after
 * the step before it comes.
 *
 * W1: a step that would fall after the year is not done: the matter is under way at its end.
 */
#ifndef GULOU_DEMO_DEMO_WAY_H
#define GULOU_DEMO_DEMO_WAY_H

#include "demo/demo.h"

enum demo_actor {
    DEMO_NOBODY,
    DEMO_BY_WORKER, /* of the case's unit */
    DEMO_BY_CHECKER,
    DEMO_BY_HEAD,
    DEMO_BY_INTAKE, /* of the district */
    DEMO_BY_OFFICE, /* its caseworker */
    DEMO_BY_SUPERVISOR,
    DEMO_BY_BODY_HEAD
};

struct demo_way_step {
    const char *event; /* of the first step: the one that begins a matter; NULL ends the list */
    /* "key=value|key=value". A value may be @unit (the case's), @move (another department, which is
     * the case's from now on), @other (the matter of the other case), @today, @today+N, @today-N
     * (days), @work+N (working days), @day (what the script kept), @person, @firm (an invented
     * party), @one:a,b,c (by chance), @n (the case's number), @reviewer (of the unit). */
    const char *fields;
    int from, to; /* working days */
    enum demo_actor by, second;
};

struct demo_way {
    const char *register_key;
    const struct demo_way_step *steps;
    const char *source; /* the system from which all steps are imported; NULL: entered here */
};

/* Fills in the command of the step c->step; more fields may be put before it is sent. The first
 * step files the matter. */
void demo_way_begin(struct demo *demo, struct demo_case *c, const struct demo_way *way);
/* Enters it and plans the next step. */
bool demo_way_send(struct demo *demo, struct demo_case *c, const struct demo_way *way);
/* Both at once. */
void demo_way_go(struct demo *demo, struct demo_case *c, const struct demo_way *way);

#endif
