#pragma once
#include <stdint.h>

/// Sixteen bytes; in Swift SIMD16<UInt8>.
typedef uint8_t ibid_bytes16 __attribute__((ext_vector_type(16)));

/// Has a bit for each of sixteen bytes, the first one's lowest: that byte's own highest bit. Swift has no operator for what is
/// one instruction of the machine.
static inline __attribute__((always_inline)) uint32_t ibid_highest_bits(ibid_bytes16 bytes) {
    typedef _Bool flags __attribute__((ext_vector_type(16)));
    typedef int8_t signed16 __attribute__((ext_vector_type(16)));
    union { flags flags; uint16_t bits; } all = {.flags = __builtin_convertvector((signed16)bytes < 0, flags)};
    return all.bits;
}

/// Has the machine bring memory nearer that will be read soon. Nothing else comes of it, wherever the address leads.
static inline __attribute__((always_inline)) void ibid_prefetch(const void *address) { __builtin_prefetch(address); }
