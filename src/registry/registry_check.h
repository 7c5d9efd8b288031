/*
 * registry_check.h - inside registry_load: the rules that no single word breaks. Called when every
 * word of every file is read: states that nothing reaches or leaves, clocks that start and cannot
 * stop, acts of the law that no clock brings, decisions without remedy, and of
 * the figures: circles, on-time rates of what is closed, restricted values that would show through.
 */
#ifndef GULOU_REGISTRY_REGISTRY_CHECK_H
#define GULOU_REGISTRY_REGISTRY_CHECK_H

struct loader;
struct source;

void registry_check_register(struct source *source); /* one register */
void registry_check_figures(struct loader *loader);  /* all of them, after the formulas */

#endif
