/* What the scenes at the door share: answers that were said, not scanned. */
#ifndef EM_TESTS_SCENES_DOOR_H
#define EM_TESTS_SCENES_DOOR_H

#include "scenes.h"

/* To somebody of the summit; it names no session. */
struct door_answer scene_answer(struct stage *stage, const char *key, enum verdict verdict);
void scene_show(struct visit *visit, const struct door_answer *answer);
/* The same at the door of SUMMIT_TERRITORIES. */
void scene_answer_at(struct stage *stage, struct visit *visit, const char *key,
                     enum verdict verdict);
/* Nobody has come to that door. */
void scene_wait(struct stage *stage, struct visit *visit);

#endif
