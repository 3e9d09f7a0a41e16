/* Whether bytes from a file are text that people can read: UTF-8 without anything invisible that
 * would change what they see.
 */
#ifndef EM_CORE_UTF8_H
#define EM_CORE_UTF8_H

#include <stddef.h>

enum utf8_verdict {
    UTF8_GOOD,
    UTF8_BROKEN, /* not UTF-8 */
    UTF8_HIDDEN, /* a control character, a bidirectional override, or a Unicode line separator */
};

/* A place in a text: lines end with LF, CRLF or CR; columns count characters. Both from 1. */
struct utf8_place {
    int line, column;
};

/* The first thing that is wrong and its place. Tab, LF and CR are good. Any bytes may be given. */
enum utf8_verdict utf8_check(const char *bytes, size_t size, struct utf8_place *place);

/* What is wrong and what to do, to stand behind a place; NULL when good. */
const char *utf8_sentence(enum utf8_verdict verdict);

#endif
