// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/kernels/int8_linear/check_weights.h"
#include "core/kernels/int8_linear/columns.h"
#include "core/kernels/split.h"
#include "core/kernels/two_four_linear/kernel_table.h"
#include "core/kernels/two_four_linear/two_four_linear.h"

namespace athena::kernels {
namespace {

/// What is kept of a group: values at rising positions; 0 at position 0 where there are fewer.
struct Kept {
  int count = 0;
  int8_t values[TwoFourLinear::kKept] = {};
  uint32_t positions[TwoFourLinear::kKept] = {};
};

/// `count` may exceed what is kept.
Kept kept_of(const int8_t* group, int64_t length) {
  Kept kept;
  for (int64_t i = 0; i < length; ++i) {
    if (group[i] == 0) continue;
    if (kept.count < TwoFourLinear::kKept) {
      kept.values[kept.count] = group[i];
      kept.positions[kept.count] = static_cast<uint32_t>(i);
    }
    ++kept.count;
  }
  return kept;
}

/// Calls visit(n, k, what is kept of the group at [n, k]).
template <typename Visit>
void for_each_group(const Int8Weights& weights, const Visit& visit) {
  for (int64_t n = 0; n < weights.n; ++n)
    for (int64_t k = 0; k < weights.k; k += TwoFourLinear::kGroup)
      visit(n, k,
            kept_of(weights.values + n * weights.k + k, std::min(TwoFourLinear::kGroup, weights.k - k)));
}

/// Puts a group into its packet, as two_four_tile.h says.
void put(const two_four::Kernel& kernel, int64_t column, int64_t k_in_packet, const Kept& kept,
         int8_t* packet) {
  const int64_t step = k_in_packet / (2 * kernel.kept), lane = column % kernel.lanes;
  const int64_t vector = step * (kernel.column_tile / kernel.lanes) + column / kernel.lanes;
  const int64_t first = k_in_packet % (2 * kernel.kept) / TwoFourLinear::kGroup * TwoFourLinear::kKept;
  auto* word = reinterpret_cast<uint32_t*>(packet) + lane;
  int8_t* values =
      packet + two_four::position_bytes(kernel.lanes) + (vector * kernel.lanes + lane) * kernel.kept;
  for (int64_t i = 0; i < TwoFourLinear::kKept; ++i) {
    values[first + i] = kept.values[i];
    *word |= kept.positions[i] << (32 / kernel.kept * (first + i) + 2 * vector);
  }
}

}  // namespace

bool TwoFourLinear::fits(const Int8Weights& weights) {
  bool fits = true;
  for_each_group(weights, [&](int64_t, int64_t, const Kept& kept) { fits = fits && kept.count <= kKept; });
  return fits;
}

Result<TwoFourLinear> TwoFourLinear::pack(const Int8Weights& weights) {
  ATHENA_ASSIGN(const Isa isa, active_isa());
  return pack(weights, isa);
}

Result<TwoFourLinear> TwoFourLinear::pack(const Int8Weights& weights, Isa isa) {
  ATHENA_TRY(int8::check_weights(weights, isa));
  if (!fits(weights))
    return fail(ErrorCode::InvalidArgument,
                "2:4 linear: more than 2 of 4 weights along the input channels are not zero; prune by the "
                "criterion 2:4.");
  TwoFourLinear linear;
  linear.n_ = weights.n;
  linear.k_ = weights.k;
  linear.isa_ = isa;
  const two_four::Kernel& kernel = linear.kernel();
  const int64_t depth = two_four::packet_depth(kernel.column_tile, kernel.lanes, kernel.kept);
  const int64_t packets = ceil_div(weights.k, depth), panels = ceil_div(weights.n, kernel.column_tile);
  const int64_t bytes = two_four::packet_bytes(kernel.lanes, kernel.kept);
  // What lies outside is left at the buffer's zeros.
  linear.panels_ = AlignedBuffer(static_cast<size_t>(panels * packets * bytes));
  for_each_group(weights, [&, to = linear.panels_.as<int8_t>()](int64_t n, int64_t k, const Kept& kept) {
    const int64_t packet = n / kernel.column_tile * packets + k / depth;
    put(kernel, n % kernel.column_tile, k % depth, kept, to + packet * bytes);
  });
  int8::fill_columns(weights, static_cast<size_t>(panels * kernel.column_tile), linear.column_sums_,
                     linear.column_scales_, linear.bias_);
  return linear;
}

}  // namespace athena::kernels
