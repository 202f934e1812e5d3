// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "athena/types/result.h"
#include "core/runtime/scheme.h"

namespace athena {

/// A Linear layer's weights in the canonical layout, which files hold and every ISA repacks for itself. With
/// G = int4_groups(k, group), all on the CPU and contiguous:
///
///   scheme       values                        scales         zero_points
///   fp16, bf16   half or bfloat16 [n, k]       -              -
///   int8-*       int8 [n, k] in [-127, 127]    float [n]      -
///   int4-*       uint8 [n, (k + 1) / 2],       float or half  uint8 [n, G] in [0, 15], or undefined: all 8
///                low nibble first              [n, G]
///   sparse-fp32  float, see sparse_layout.h    -              -
///   sparse-int8  int8, see sparse_layout.h     float [n]      -
///
/// Half scales mean their fp32 values. A weight is value, value * scale, or (code - zero point) * scale.
/// Scales are finite and above 0.
struct LinearData {
  Scheme scheme = Scheme::Fp16;
  std::int64_t n = 0, k = 0;  // output and input channels
  std::int64_t group = 0;     // int4: a multiple of 32, or 0 for one per output channel; else 0
  at::Tensor values{}, scales{}, zero_points{};
  at::Tensor mask{}, indices{}, counts{};  // of sparse values: where they belong
  at::Tensor bias{};                       // float [n], or undefined
};

/// Whether all of the above holds; no tensor's memory is touched before its bounds are known.
/// InvalidArgument names the tensor and what it should be.
Status check(const LinearData& data);

/// Whether its scales are stored as fp16.
bool has_half_scales(const LinearData& data);

/// The fp32 weights [n, k] of checked data.
at::Tensor dequantize(const LinearData& data);

/// All but the bias, as far as there are any.
std::vector<at::Tensor*> weight_tensors(LinearData& data);

/// No tensor of packed weights drags a graph of gradients along.
void detach_tensors(LinearData& data);

/// Bytes of all tensors, which are those a file takes.
std::int64_t stored_bytes(const LinearData& data);

}  // namespace athena
