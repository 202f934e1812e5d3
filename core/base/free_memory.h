// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace athena {

/// Gives the system back the memory that was freed. The C library keeps blocks of a few MB for later ones,
/// and those of a model that was let go rarely fit the next model's.
void return_freed_memory();

}  // namespace athena
