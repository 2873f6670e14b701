#pragma once
#include <stddef.h>

/// Has malloc take memory from the system in few large pieces, and keep it: for work that holds all that it makes until the
/// process ends. Pages are then brought in two megabytes at a time rather than four kilobytes, where the system does that.
/// Where it cannot be done nothing changes.
///
/// @param size how many bytes of addresses are taken at once; memory is used only as it is written to.
void ibid_heap_prepare(size_t size);
