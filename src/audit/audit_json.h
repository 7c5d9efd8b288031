/*
 * audit_json.h - an audit as one JSON object: figures and checks.
 */
#ifndef GULOU_AUDIT_AUDIT_JSON_H
#define GULOU_AUDIT_AUDIT_JSON_H

#include "audit/audit.h"
#include "base/buf.h"

/*
 * {"file","verdict":"holds|fails|empty","holding","failing","remarks","cut",
 *  "figures":[{"text","value","unit","role","start","end",...}],
 *  "checks":[{"kind","holds","mode","left","right","computed","note","figures":[…]}]}
 * start and end count the characters of the text, end exclusive; figures of a check are indexes.
 * holds is null where nothing is claimed (a remark).
 */
void audit_json_put(const struct audit *audit, struct buf *out);

#endif
