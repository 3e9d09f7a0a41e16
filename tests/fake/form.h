/* A form that a hand fills in: two texts, a checkbox, two radios, a button and a link, with the
 * keyboard on the screen below it or a sheet of paper over it.
 */
#ifndef EM_FAKE_FORM_H
#define EM_FAKE_FORM_H

#include "fake/hand.h"

enum form_action { GO = 1, AGREE, FIRST, SECOND, LINK, NEXT_FIELD };

/* The content of the hand. */
struct form {
    struct ui_edit name, role;
    bool keyboard, covered, disabled; /* disabled: the button "go" is */
};

/* The set-up and the tear-down of a test: *state is a hand whose content is an empty form. */
int form_set_up(void **state);
int form_tear_down(void **state);

#define assert_action(hand, its_kind, its_id, its_action)                                          \
    do {                                                                                           \
        assert_int_equal((hand)->action.kind, its_kind);                                           \
        assert_string_equal((hand)->action.id, its_id);                                            \
        assert_int_equal((hand)->action.action, its_action);                                       \
    } while (0)

#endif
