#include "heap.h"

#if defined(__GLIBC__) || defined(__linux__)
#include <features.h>
#endif

#if defined(__GLIBC__)
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/// What the heap grows by after that, and the largest piece that stands in it: more is not allowed.
static const int step = 1 << 22, largest = 1 << 25;

/// A page of the large kind.
static const uintptr_t page = 1 << 21;

void ibid_heap_prepare(size_t size) {
    if (size > INT32_MAX) return;
    // Two heaps: threads that share one wait for one another, and each of more would take pieces of its own.
    mallopt(M_ARENA_MAX, 2);
    mallopt(M_MMAP_THRESHOLD, largest);
    mallopt(M_TRIM_THRESHOLD, INT32_MAX);
    mallopt(M_TOP_PAD, (int)size);
    // More than is free now, so that the heap grows by all of it.
    void *first = malloc(1 << 18);
    mallopt(M_TOP_PAD, step);
    if (!first) return;
    uintptr_t start = ((uintptr_t)first + page - 1) & ~(page - 1), end = (uintptr_t)sbrk(0);
    // Only where the heap has grown there: elsewhere it is not ours to advise.
    if (end > start && end - start <= size + page) madvise((void *)start, end - start, MADV_HUGEPAGE);
    free(first);
}
#else
void ibid_heap_prepare(size_t size) { (void)size; }
#endif
