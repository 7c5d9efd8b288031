#include "matter/name.h"

bool name_is(const struct field_def *field, struct str text)
{
    int64_t number;
    return (field->type == FIELD_UNIT || field->type == FIELD_PLACE || field->type == FIELD_PERSON)
           && !str_to_i64(text, &number);
}

bool name_find(const struct name_question *question, struct str text, int64_t *id_out,
               struct complaints *complaints)
{
    bool is_person = question->field->type == FIELD_PERSON;
    size_t n = is_person
                   ? organisation_person_named(question->organisation, text, id_out)
                   : organisation_unit_named(question->organisation, text, question->on, id_out);
    if (n == 0)
        complaints_add(complaints, question->field->key, 0, 0, "no %s the name \"%" STR_FMT "\"",
                       is_person ? "member of staff has the number or"
                                 : "unit has the number, code or",
                       STR_ARG(text));
    else if (n > 1)
        complaints_add(complaints, question->field->key, 0, 0,
                       "%zu %s the name \"%" STR_FMT "\"; give the number%s", n,
                       is_person ? "members of staff have" : "units have", STR_ARG(text),
                       is_person ? "" : " or the code");
    return n == 1;
}
