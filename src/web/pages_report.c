/*
 * pages_report.c - the reports. The report engine binds here; until an office has one there is none
 * to show.
 */
#include "web/pages.h"

bool reports_page(struct page *page, const struct route_params *params, struct err *err)
{
    (void)params;
    html_put_list(page->data, "reports");
    return page_show(page, "reports", page_t(page, "nav_reports"), "reports", err);
}

bool report_page(struct page *page, const struct route_params *params, struct err *err)
{
    (void)params;
    return page_refuse(page, ERR_MISSING, "no_report", err);
}
