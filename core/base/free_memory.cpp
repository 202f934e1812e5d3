// SPDX-License-Identifier: Apache-2.0
#include "core/base/free_memory.h"

#include <malloc.h>

namespace athena {

void return_freed_memory() { ::malloc_trim(/*pad=*/0); }

}  // namespace athena
