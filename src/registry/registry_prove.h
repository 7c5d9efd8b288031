/*
 * registry_prove.h - what `gulou check` proves of definitions before they are put into force: law
 * by law, every state that is reached can be left, every clock that starts can stop wherever it
 * runs, every event can happen. Guards are taken as satisfiable; an event counts only in the
 * regimes that have it.
 *
 * Definitions that an office adopted earlier are not asked again: a newer program must open it.
 */
#ifndef GULOU_REGISTRY_REGISTRY_PROVE_H
#define GULOU_REGISTRY_REGISTRY_PROVE_H

#include "registry/registry.h"

/* The files are those that the registry was loaded from, for the places of complaints. True when
 * everything is proved. */
bool registry_prove(struct arena *arena, const struct registry *registry,
                    const struct registry_file *files, size_t files_n,
                    struct complaints *complaints);

#endif
