// SPDX-License-Identifier: Apache-2.0
#include "core/train/sample_order.h"

#include <numeric>
#include <random>
#include <utility>

namespace athena {

std::vector<std::int64_t> sample_order(std::int64_t samples, std::uint64_t seed, std::int64_t epoch) {
  std::seed_seq words{seed & 0xffffffffu, seed >> 32, static_cast<std::uint64_t>(epoch)};
  std::mt19937_64 random(words);
  std::vector<std::int64_t> order(static_cast<std::size_t>(samples));
  std::iota(order.begin(), order.end(), 0);
  // Fisher and Yates, written out: std::shuffle may differ from library to library.
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
  return order;
}

}  // namespace athena
