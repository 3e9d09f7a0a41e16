/* The least that proving a log can cost: its rows by a plain SELECT, and the hashes that DESIGN and
 * RFC 9162 ask for, written apart from the product. It comes to the log's root, or it has not done
 * the work.
 */
#ifndef EM_BENCH_PEER_HASH_H
#define EM_BENCH_PEER_HASH_H

#include <stdint.h>

/* Reads every entry of the store at `path`, hashes body, sealed part and text of each as it comes,
 * and then the tree. Returns the seconds that it took, without opening the file. Ends the process
 * when the store cannot be read. */
double peer_hash_read(const char *path, uint8_t root[32]);
/* The same, but all rows are brought into memory first, and only the hashing is timed. */
double peer_hash_alone(const char *path, uint8_t root[32]);

#endif
