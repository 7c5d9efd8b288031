#include "cli/cli_file.h"

static bool is_served(const struct cli_args *args)
{
    return args->office != NULL;
}

static const struct cli_file *find(const struct cli_args *args, struct str path)
{
    for (size_t i = 0; i < args->files.n; i++)
        if (str_equal(args->files.at[i].path, path))
            return &args->files.at[i];
    return NULL;
}

void cli_file_bring(struct cli_args *args, struct str path, size_t bytes_max)
{
    struct cli_file file = {.path = path, .is_folder = os_file_is_directory(path)};
    struct err err;
    if (!file.is_folder && !os_file_read(args->arena, path, bytes_max, &file.bytes, &err)) {
        file.err = arena_new(args->arena, struct err);
        *file.err = err;
    }
    list_push(args->arena, &args->files, file);
}

bool cli_file_read(struct cli_args *args, struct str path, size_t bytes_max, struct str *bytes_out,
                   struct err *err)
{
    if (!is_served(args))
        return os_file_read(args->arena, path, bytes_max, bytes_out, err);
    const struct cli_file *file = find(args, path);
    if (file == NULL || file->is_folder)
        return err_set(err, ERR_MISSING, "The file %" STR_FMT " did not come with the command.",
                       STR_ARG(path));
    if (file->err != NULL) {
        *err = *file->err;
        return false;
    }
    *bytes_out = file->bytes;
    return true;
}

bool cli_file_exists(const struct cli_args *args, struct str path)
{
    if (!is_served(args))
        return os_file_exists(path);
    const struct cli_file *file = find(args, path);
    return file != NULL && (file->err == NULL || file->err->kind != ERR_MISSING);
}

bool cli_file_is_folder(const struct cli_args *args, struct str path)
{
    if (!is_served(args))
        return os_file_is_directory(path);
    const struct cli_file *file = find(args, path);
    return file != NULL && file->is_folder;
}

bool cli_file_list(struct cli_args *args, struct str folder, struct os_names *names_out,
                   struct err *err)
{
    if (!is_served(args))
        return os_directory_list(args->arena, folder, names_out, err);
    LIST_OF(struct str) names = {0};
    for (size_t i = 0; i < args->files.n; i++) {
        struct str path = args->files.at[i].path;
        if (path.len > folder.len + 1 && str_starts(path, folder) && path.p[folder.len] == '/')
            list_push(args->arena, &names, str_from(path, folder.len + 1));
    }
    *names_out = (struct os_names){names.at, names.n};
    return true;
}

bool cli_file_write(struct cli_args *args, struct str path, struct str bytes, struct err *err)
{
    if (!is_served(args))
        return os_file_write(path, bytes, OS_SHARED, err);
    list_push(args->arena, &args->written,
              (struct cli_file){.path = path, .bytes = arena_copy(args->arena, bytes)});
    return true;
}
