#include "heap.h"

#if defined(__GLIBC__) || defined(__linux__)
#include <features.h>
#endif

#if defined(__GLIBC__)
#include <limits.h>
#include <malloc.h>

/// What the heap grows by, and the largest piece that stands in it: more is not allowed.
static const int step = 1 << 22, largest = 1 << 25;

void ibid_heap_prepare(void) {
    // Two heaps: threads that share one wait for one another, and each of more would take pieces of its own.
    mallopt(M_ARENA_MAX, 2);
    mallopt(M_MMAP_THRESHOLD, largest);
    mallopt(M_TRIM_THRESHOLD, INT_MAX);
    mallopt(M_TOP_PAD, step);
}
#else
void ibid_heap_prepare(void) {}
#endif
