/*
 * scenario_stage.c - one office is made and kept as bytes; every scenario plays on a copy of it.
 */
#include "scenario/scenario_stage.h"

#include <stdlib.h>

#include "os/chance.h"
#include "os/file.h"

enum { STAGE_DISTRICT = 320106 };

struct scenario_stage {
    struct arena *arena;
    struct str path;      /* of the database; its other files have their endings behind it */
    struct str db, keys;  /* the new office */
    struct office *model; /* stays open: its definitions are compiled once */
};

static const char *const endings[] = {"",          "-wal",      "-shm",  ".keys",
                                      ".keys-wal", ".keys-shm", ".lock", ".erased"};

static void remove_files(struct scenario_stage *stage, struct str path)
{
    struct err ignored; /* a scratch file that stays harms nothing */
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        (void)!os_file_remove(
            arena_print(stage->arena, "%" STR_FMT "%s", STR_ARG(path), endings[i]), &ignored);
}

/* In memory where there is room for it: hundreds of synced commits. */
static struct str scratch_path(struct arena *arena)
{
    unsigned char id[8];
    const char *given = getenv("TMPDIR");
    const char *base = given != NULL                           ? given
                       : os_file_is_directory(STR("/dev/shm")) ? "/dev/shm"
                                                               : "/tmp";
    os_chance("scenario", 0, 0, id, sizeof id);
    return arena_print(arena, "%s/gulou-scenario-%02x%02x%02x%02x%02x%02x%02x%02x", base, id[0],
                       id[1], id[2], id[3], id[4], id[5], id[6], id[7]);
}

static struct office_options options_of(struct str path)
{
    return (struct office_options){.db = path, .today = DATE_NONE, .threads = 1};
}

static struct str model_path(const struct scenario_stage *stage)
{
    return arena_print(stage->arena, "%" STR_FMT ".model", STR_ARG(stage->path));
}

static struct str keys_path(const struct scenario_stage *stage, struct str path)
{
    return arena_print(stage->arena, "%" STR_FMT ".keys", STR_ARG(path));
}

static bool create_model(struct scenario_stage *stage, const struct registry_file *files,
                         size_t files_n, struct complaints *complaints, struct err *err)
{
    struct str path = model_path(stage);
    struct office_options options = options_of(path);
    struct office_new given = {
        .district = STAGE_DISTRICT,
        .name = STR("鼓楼区"),
        .demo_today = DATE_NONE,
        .at = instant_at(date_of(2000, 1, 1), 0, 0, 0), /* before any scenario */
        .files = files,
        .files_n = files_n,
    };
    return office_create(&options, &given, complaints, err)
           && os_file_read(stage->arena, path, LIMIT_FILE_BYTES, &stage->db, err)
           && os_file_read(stage->arena, keys_path(stage, path), LIMIT_FILE_BYTES, &stage->keys,
                           err)
           && office_open(&options, &stage->model, err);
}

bool scenario_stage_open(struct arena *arena, const struct registry_file *files, size_t files_n,
                         struct complaints *complaints, struct scenario_stage **stage_out,
                         struct err *err)
{
    struct scenario_stage *stage = arena_new(arena, struct scenario_stage);
    stage->arena = arena;
    stage->path = scratch_path(arena);
    if (!create_model(stage, files, files_n, complaints, err)) {
        scenario_stage_close(stage);
        return false;
    }
    *stage_out = stage;
    return true;
}

void scenario_stage_close(struct scenario_stage *stage)
{
    if (stage == NULL)
        return;
    office_close(stage->model);
    stage->model = NULL;
    remove_files(stage, model_path(stage));
    remove_files(stage, stage->path);
}

const struct registry *scenario_stage_registry(const struct scenario_stage *stage)
{
    return office_current(stage->model)->registry;
}

bool scenario_stage_set(struct scenario_stage *stage, struct office **office_out, struct err *err)
{
    struct office_options options = options_of(stage->path);
    options.alike = stage->model;
    return os_file_write(stage->path, stage->db, OS_PRIVATE, err)
           && os_file_write(keys_path(stage, stage->path), stage->keys, OS_PRIVATE, err)
           && office_open(&options, office_out, err);
}

void scenario_stage_strike(struct scenario_stage *stage, struct office *office)
{
    office_close(office);
    remove_files(stage, stage->path);
}
