#pragma once

/// Has malloc take memory from the system in few large pieces, and keep it: for work that holds all that it makes until the
/// process ends. Where that cannot be done nothing changes.
void ibid_heap_prepare(void);
