/*
 * limits.h - every ceiling of the program by name. A limit is refused with a sentence, never
 * silently cut.
 */
#ifndef GULOU_BASE_LIMITS_H
#define GULOU_BASE_LIMITS_H

enum {
    LIMIT_MATTER_EVENTS = 2000,  /* events a matter; what recurs for ever is a matter of its own */
    LIMIT_EVENT_FIELDS = 64,     /* fields an event */
    LIMIT_FIELD_BYTES = 16000,   /* bytes a text field */
    LIMIT_PAYLOAD_BYTES = 64000, /* bytes of one event's payload or sealed box */
    LIMIT_ENTRY_BYTES = 65535,   /* C2SP tlog-tiles: an entry's length is a uint16 */
    LIMIT_MATTER_CLOCKS = 24,    /* clocks a register defines */
    LIMIT_CLOCK_PAUSES = 64,     /* pauses of one clock */
    LIMIT_MATTER_PARTIES = 32,   /* parties a matter */
    LIMIT_REGISTERS = 96,        /* registers an office */
    LIMIT_REGISTER_FIELDS = 120, /* fields a register */
    LIMIT_REGISTER_STATES = 40,  /* states a register */
    LIMIT_REGISTER_EVENTS = 80,  /* events a register */
    LIMIT_FIGURES = 1000,        /* figures of all registers together */
    LIMIT_EXPR_NODES = 200,      /* nodes of one expression */
    LIMIT_BATCH_COMMANDS = 1024, /* commands one group commit takes from the doors */
    LIMIT_BULK_COMMANDS = 10000, /* commands a bulk batch (demo, import) */
    LIMIT_BATCH_WAIT_MS = 5,     /* a batch waits at most this long for company */
    LIMIT_QUEUE_COMMANDS = 8192, /* commands waiting; more are refused with 503 */
    LIMIT_REQUEST_BYTES = 1 << 20, /* body of one HTTP request */
    LIMIT_HTTP_HEAD_BYTES = 32000, /* request line and headers */
    LIMIT_HTTP_URI_BYTES = 8000,   /* path and query as sent */
    LIMIT_HTTP_HEADERS = 100,      /* headers a request */
    LIMIT_HTTP_CONNECTIONS = 1000, /* at once; more wait to be accepted */
    LIMIT_HTTP_IDLE_S = 30,        /* a connection without a byte is closed */
    LIMIT_HTTP_STOP_S = 10,        /* how long a stopping server waits for late answers */
    LIMIT_FORM_FIELDS = 500,       /* parameters of a query */
    LIMIT_TEMPLATE_DEPTH = 24,     /* sections and partials inside each other */
    LIMIT_FILE_BYTES = 64 << 20,   /* a file that is read whole */
    LIMIT_FRAME_BYTES = 72 << 20,  /* a command sent to the server, with its files; its answer */
    LIMIT_AUDIT_BYTES = 16 << 20,  /* the text of a report that is audited */
    LIMIT_AUDIT_FIGURES = 100000,  /* figures of one report */
    LIMIT_YAML_BYTES = 1 << 20,    /* one definition file */
    LIMIT_YAML_DEPTH = 16,         /* nesting of a definition file */
    LIMIT_JSON_DEPTH = 32,         /* nesting of a JSON body */
    LIMIT_LINE_BYTES = 1 << 20,    /* one CSV record */
    LIMIT_TABLE_COLUMNS = 512,     /* columns of a CSV or XLSX table */
    LIMIT_TABLE_COMPLAINTS = 1000, /* after so many a table is read no further */
    LIMIT_ARCHIVE_PARTS = 2000,    /* files in an XLSX or DOCX archive */
    LIMIT_PART_BYTES = 256 << 20,  /* one of them, inflated */
    LIMIT_PART_RATIO = 200,        /* inflated to deflated, beyond the first MiB */
    LIMIT_FORM_PAIRS = 1000,       /* fields of one HTML form */
    LIMIT_PAGE_ROWS = 200,         /* rows a page of a list */
    LIMIT_BACKDATE_WORKING_DAYS =
        5,                      /* how far back an event's legal date may lie without approval */
    LIMIT_APPROVAL_HOURS = 72,  /* an approval lapses */
    LIMIT_REQUEST_KEY_DAYS = 30 /* request keys are kept */
};

#endif
