// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <string>

#include "core/kernels/check_depth.h"
#include "core/kernels/cpu.h"
#include "core/kernels/int4_linear/int4_linear.h"
#include "core/kernels/int4_linear/kernel_table.h"
#include "core/kernels/quantize/quantize.h"
#include "core/kernels/split.h"

namespace athena::kernels {
namespace {

Status check(const Int4Weights& weights, Isa isa) {
  if (weights.n < 0 || weights.k < 0)
    return fail(ErrorCode::InvalidArgument, "int4 linear: negative size of weights; pass [n, k].");
  if (weights.group > 0 && weights.group < weights.k && weights.group % 32 != 0)
    return fail(ErrorCode::InvalidArgument, "int4 linear: a group of " + std::to_string(weights.group) +
                                                "; use a multiple of 32, or 0 for one per channel.");
  if (weights.n * weights.k > 0 && (weights.values == nullptr || weights.scales == nullptr))
    return fail(ErrorCode::InvalidArgument, "int4 linear: weights without values or scales; pass both.");
  ATHENA_TRY(Int4Linear::check_depth(weights.k));
  if (!cpu_has(isa))
    return fail(ErrorCode::NotSupported, "int4 linear: this CPU does not have " + std::string(name(isa)) +
                                             "; pack for one of available_isas().");
  if (weights.zero_points != nullptr) {
    const uint8_t* end = weights.zero_points + weights.n * int4_groups(weights.k, weights.group);
    if (std::any_of(weights.zero_points, end, [](uint8_t zero) { return zero > 15; }))
      return fail(ErrorCode::InvalidArgument, "int4 linear: a zero point above 15; zero points are codes.");
  }
  return {};
}

// One channel's codes into its lane of the panel's words.
void pack_channel(const std::vector<uint8_t>& codes, const int4::Kernel& kernel, uint32_t* lane) {
  for (size_t first = 0; first < codes.size(); first += int4::kStep) {
    uint32_t word = 0;
    for (uint32_t nibble = 0; nibble < int4::kStep; ++nibble) {
      const size_t k = first + ((kernel.nibble_order >> (4 * nibble)) & 7);
      if (k < codes.size()) word |= static_cast<uint32_t>(codes[k]) << (4 * nibble);
    }
    *lane = word;
    lane += kernel.column_tile;
  }
}

float offset_of(const std::vector<uint8_t>& codes, const Int4Weights& weights, int64_t n, int64_t length) {
  const int64_t groups = int4_groups(weights.k, weights.group);
  float offset = 0;
  for (int64_t g = 0; g < groups; ++g) {
    const int32_t zero = weights.zero_points == nullptr ? 8 : weights.zero_points[n * groups + g];
    int32_t sum = 0;
    for (int64_t k = g * length; k < std::min((g + 1) * length, weights.k); ++k)
      sum += codes[static_cast<size_t>(k)] - zero;
    offset = std::fma(weights.scales[n * groups + g], static_cast<float>(sum), offset);
  }
  return offset;
}

}  // namespace

Status Int4Linear::check_depth(int64_t k) {
  return kernels::check_depth("int4 linear", k, "input channels", kMaxDepth);
}

Result<Int4Linear> Int4Linear::pack(const Int4Weights& weights, Int4Mode mode) {
  ATHENA_ASSIGN(const Isa isa, active_isa());
  return pack(weights, mode, isa);
}

Result<Int4Linear> Int4Linear::pack(const Int4Weights& weights, Int4Mode mode, Isa isa) {
  ATHENA_TRY(check(weights, isa));
  Int4Linear linear;
  linear.n_ = weights.n;
  linear.k_ = weights.k;
  linear.mode_ = mode;
  linear.isa_ = isa;
  linear.groups_ = int4_groups(weights.k, weights.group);
  linear.group_length_ = linear.groups_ <= 1 ? weights.k : weights.group;
  const int4::Kernel& kernel = int4::find_kernel(isa, mode, 1);
  const int64_t tile = kernel.column_tile, steps = ceil_div(weights.k, int4::kStep);
  const auto padded = static_cast<size_t>(round_up(weights.n, tile));
  const auto groups = static_cast<size_t>(linear.groups_);
  linear.panels_ = AlignedBuffer(padded * static_cast<size_t>(steps) * sizeof(uint32_t));
  linear.group_scales_.resize(padded * groups);
  if (weights.zero_points != nullptr) linear.group_zeros_.resize(padded * groups);
  linear.column_offsets_.resize(padded);
  linear.bias_.resize(padded);
  if (weights.bias != nullptr) std::copy_n(weights.bias, weights.n, linear.bias_.begin());

  std::vector<uint8_t> codes(static_cast<size_t>(weights.k));
  for (int64_t n = 0; n < weights.n; ++n) {
    unpack_int4(weights.values + n * ((weights.k + 1) / 2), weights.k, codes.data());
    pack_channel(codes, kernel, linear.panels_.as<uint32_t>() + n / tile * steps * tile + n % tile);
    linear.column_offsets_[static_cast<size_t>(n)] = offset_of(codes, weights, n, linear.group_length_);
    for (int64_t g = 0; g < linear.groups_; ++g) {
      const auto to = static_cast<size_t>((n / tile * linear.groups_ + g) * tile + n % tile);
      linear.group_scales_[to] = weights.scales[n * linear.groups_ + g];
      if (weights.zero_points != nullptr)
        linear.group_zeros_[to] = weights.zero_points[n * linear.groups_ + g];
    }
  }
  return linear;
}

}  // namespace athena::kernels
