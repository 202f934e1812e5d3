// SPDX-License-Identifier: Apache-2.0
#include "core/measure/order_statistics.h"

#include <bit>
#include <map>

namespace athena {
namespace {

constexpr std::uint32_t kSign = 0x80000000u;
constexpr std::size_t kHalf = 1u << 16;
using Counts = std::vector<std::int64_t>;

/// Unsigned integers in the order of the floats.
std::uint32_t key_of(float value, OrderBy order) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  if (order == OrderBy::Magnitude) return bits & ~kSign;
  return bits & kSign ? ~bits : bits | kSign;
}

float value_of(std::uint32_t key, OrderBy order) {
  if (order == OrderBy::Magnitude) return std::bit_cast<float>(key);
  return std::bit_cast<float>(key & kSign ? key & ~kSign : ~key);
}

/// Where the counted item of `rank` is; `rank` becomes its rank there.
std::size_t place_of(const Counts& counts, std::int64_t& rank) {
  std::size_t place = 0;
  while (rank >= counts[place]) rank -= counts[place++];
  return place;
}

}  // namespace

std::vector<float> order_statistics(std::span<const float> values, std::span<const std::int64_t> ranks,
                                    OrderBy order) {
  Counts upper(kHalf);
  for (const float value : values) ++upper[key_of(value, order) >> 16];

  struct Wanted {
    std::size_t upper;
    std::int64_t rank;  // among those with these upper bits
  };
  std::vector<Wanted> wanted;
  std::map<std::size_t, Counts> lower;
  for (std::int64_t rank : ranks) {
    const std::size_t place = place_of(upper, rank);
    wanted.push_back({place, rank});
    lower.try_emplace(place, kHalf);
  }

  std::vector<Counts*> table(kHalf);
  for (auto& [place, counts] : lower) table[place] = &counts;
  for (const float value : values) {
    const std::uint32_t key = key_of(value, order);
    if (Counts* counts = table[key >> 16]) ++(*counts)[key & (kHalf - 1)];
  }

  std::vector<float> found;
  for (Wanted& each : wanted) {
    const std::size_t low_bits = place_of(lower.at(each.upper), each.rank);
    found.push_back(value_of(static_cast<std::uint32_t>(each.upper << 16 | low_bits), order));
  }
  return found;
}

}  // namespace athena
