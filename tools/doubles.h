/* Which of many hashes are there more than once, in four bytes each: the upper half of a hash
 * stands for it. Two hashes that share it are taken for doubles, too, which among a million happens
 * a hundred times: who asks must look closer.
 */
#ifndef EM_TOOLS_DOUBLES_H
#define EM_TOOLS_DOUBLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct doubles { /* {0} is empty */
    uint32_t *marks;
    size_t count, capacity;
    uint32_t *twice; /* sorted, each once */
    size_t twice_count, twice_capacity;
};

/* 0 is nobody's: never a double. */
void doubles_add(struct doubles *doubles, uint64_t hash);
/* After the last was added. */
void doubles_find(struct doubles *doubles);
/* Whether the hash that was added with this index, from 0, was 0. */
bool doubles_is_none(const struct doubles *doubles, size_t index);
bool doubles_has_at(const struct doubles *doubles, size_t index);
bool doubles_has(const struct doubles *doubles, uint64_t hash);
void doubles_free(struct doubles *doubles); /* leaves {0} */

#endif
