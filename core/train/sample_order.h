// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

namespace athena {

/// The order in which an epoch sees its samples: a permutation of [0, samples) that only (samples, seed,
/// epoch) decide, by a generator of its own. LibTorch's belongs to the whole process.
std::vector<std::int64_t> sample_order(std::int64_t samples, std::uint64_t seed, std::int64_t epoch);

}  // namespace athena
