/* What the host needs beside the contract, and Swift cannot do: the names of the contract's numbers, and starting a child
 * process that ends with us. Not installed. */
#ifndef PLUGIN_HOST_H
#define PLUGIN_HOST_H

#include <stdint.h>
#include <sys/types.h>

#include "ibid_plugin.h"

/* The name of a number of one of the contract's tables; NULL where there is none. */
const char *plugin_text_field_name(uint32_t number);
const char *plugin_name_field_name(uint32_t number);
const char *plugin_date_field_name(uint32_t number);
/* Of a field of any kind. */
const char *plugin_field_name(uint32_t number);
const char *plugin_record_type_name(uint32_t number);
const char *plugin_level_name(uint32_t number);
const char *plugin_relation_name(uint32_t number);

/* Starts a program without a shell: in a process group of its own, with default signals, no descriptors but the three given
 * as its standard streams, and where the system can, killed when this process ends, however it ends.
 *
 * Returns 0 and sets *child, or the error number of what failed (execve's too). */
int plugin_spawn(const char *path, char *const arguments[], char *const environment[], int input, int output, int errors,
                 pid_t *child);

/* A pair of pipe ends that no other child inherits: 0, or an error number. The end numbered `ours` (0 or 1) does not block;
 * both are as large as the system allows up to a megabyte. */
int plugin_pipe(int ends[2], int ours);

#endif
