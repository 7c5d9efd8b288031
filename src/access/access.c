#include "access/access.h"

static bool is_held(const struct post *post, struct date on)
{
    return date_compare(post->from, on) <= 0
           && (date_is_none(post->to) || date_compare(on, post->to) <= 0);
}

static bool has_role(const struct post *post, struct str role)
{
    for (size_t i = 0; i < post->roles_n; i++)
        if (str_equal(post->roles[i], role))
            return true;
    return false;
}

static bool has_one_of(const struct post *post, const struct access_question *question)
{
    for (size_t i = 0; i < question->roles_n; i++)
        if (has_role(post, question->roles[i]))
            return true;
    return false;
}

static bool is_in_register(const struct post *post, struct str key)
{
    for (size_t i = 0; i < post->registers_n; i++)
        if (str_equal(post->registers[i], key))
            return true;
    return post->registers_n == 0;
}

bool access_may(const struct organisation *org, const struct access_question *question)
{
    const struct person *person = organisation_person(org, question->person);
    if (person == NULL)
        return false;
    for (size_t i = 0; i < person->posts_n; i++) {
        const struct post *post = &person->posts[i];
        if (is_held(post, question->on) && has_one_of(post, question)
            && is_in_register(post, question->register_key)
            && (question->unit == 0 || organisation_is_within(org, question->unit, post->unit)))
            return true;
    }
    return false;
}

bool access_has_role(const struct organisation *org, int64_t person_id, struct str role,
                     struct date on)
{
    const struct person *person = organisation_person(org, person_id);
    for (size_t i = 0; person != NULL && i < person->posts_n; i++)
        if (is_held(&person->posts[i], on) && has_role(&person->posts[i], role)
            && person->posts[i].registers_n == 0)
            return true;
    return false;
}

/* The unit complained of, what stands below it, and what took over from it. */
static bool is_accused(const struct organisation *org, int64_t accused, int64_t unit)
{
    if (organisation_is_within(org, unit, accused))
        return true;
    const struct unit *of = organisation_unit(org, accused);
    for (size_t heir = of == NULL ? 0 : of->heir; heir != 0;
         heir = org->units.at[heir - 1].next_heir)
        if (is_accused(org, org->units.at[heir - 1].id, unit))
            return true;
    return false;
}

bool access_is_kept_from(const struct organisation *org, const struct access_accusation *of,
                         int64_t person_id, int64_t unit)
{
    if (unit == 0 && person_id == ACCESS_STRANGER)
        return true;
    if (of->accused == 0)
        return false;
    if (unit != 0 && is_accused(org, of->accused, unit))
        return true;
    const struct person *person = organisation_person(org, person_id);
    for (size_t i = 0; person != NULL && i < person->posts_n; i++)
        if (is_held(&person->posts[i], of->on)
            && is_accused(org, of->accused, person->posts[i].unit))
            return true;
    return false;
}
