/*
 * official.h - the form of the annual report on disclosure of government information (国办公开办函
 * 〔2021〕30号): its identities, and its tables against the report's own text.
 */
#ifndef GULOU_AUDIT_OFFICIAL_H
#define GULOU_AUDIT_OFFICIAL_H

#include "audit/audit.h"

/* Nothing for a text without that form. */
void official_check(struct audit *audit);

#endif
