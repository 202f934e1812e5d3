// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>

#include "athena/types/machine.h"

namespace athena {

/// What a layer does in one call.
struct LayerWork {
  std::int64_t multiply_adds = 0;
  std::int64_t bytes = 0;  // that it reads and writes, weights and activations
  std::int64_t working_set =
      0;  // that is read between one call and the next: what must fit to stay in a cache
  bool in_integers = false;
};

/// 1e9 bytes a second, at which what is read over and over comes back: that of the smallest cache that holds
/// `working_set`, else of memory. `machine` was measured.
double read_rate(const MachineReport& machine, std::int64_t working_set);

/// 1e9 multiply-adds a second, of the kernels of `isa`.
double peak_of(const MachineReport& machine, std::string_view isa, bool in_integers);

/// The roofline: the longer of the products at the peak of `isa` and of the bytes at their read_rate(), ms.
double predicted_ms(const MachineReport& machine, std::string_view isa, const LayerWork& work);

}  // namespace athena
