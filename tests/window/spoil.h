/* What can be wrong with what a kiosk starts from, done to the bench's own copies of it: `data`,
 * `pack` and `installed` in its folder, `good` and `other` being data folders where all is well.
 * "mend" undoes what the others of its group did.
 */
#ifndef EM_WINDOW_SPOIL_H
#define EM_WINDOW_SPOIL_H

#include "bench.h"

void spoil_remove_data(struct bench *bench);
void spoil_put_file_in_its_place(struct bench *bench);
void spoil_fill_up(struct bench *bench);
void spoil_mend_room(struct bench *bench);
void spoil_use_for_others(struct bench *bench); /* there is a file that is not of emarge */
void spoil_empty_data(struct bench *bench);
void spoil_forbid_writing(struct bench *bench);
void spoil_allow_writing(struct bench *bench);
void spoil_damage_store(struct bench *bench);
void spoil_damage_an_entry(struct bench *bench);
void spoil_make_newer(struct bench *bench);
void spoil_hold_data(struct bench *bench);
void spoil_let_data_go(struct bench *bench);
void spoil_mend_keys(struct bench *bench);
void spoil_lose_ini(struct bench *bench);
void spoil_lose_key(struct bench *bench);
void spoil_damage_key(struct bench *bench);
void spoil_damage_ini(struct bench *bench);
void spoil_take_other_event(struct bench *bench);
void spoil_take_keys_of_another(struct bench *bench);
void spoil_mend_pack(struct bench *bench);
void spoil_break_pack(struct bench *bench);
void spoil_lose_pack(struct bench *bench);
void spoil_mend_translations(struct bench *bench);
void spoil_lose_translation(struct bench *bench);

/* Another kiosk, that nobody sees, on the same data; what it says is in neighbour.log. */
void spoil_start_neighbour(struct bench *bench, const char *trace);
/* Waits until that file of the bench holds the words; false when the neighbour ends before. */
bool spoil_neighbour_writes(struct bench *bench, const char *name, const char *words);
/* Ends it; how, as waitpid has it. */
int spoil_end_neighbour(struct bench *bench);

#endif
