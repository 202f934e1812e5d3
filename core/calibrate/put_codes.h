// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <string>
#include <vector>

#include "athena/types/result.h"
#include "core/calibrate/observe_values.h"

namespace athena {

/// What became of one convolution.
struct SiteFate {
  std::string weights;  // path of its packed weights
  std::string left;     // why it goes on quantizing its input at every call; empty: it runs between codes
};

struct WithCodes {
  torch::jit::Module module;
  std::vector<SiteFate> sites;
};

/// A copy of `packed` whose static sites run between tensors of codes (athena::conv_static), with the ranges
/// that were observed in it, each site's addition and ReLU in the same op; where one gives what the next
/// takes, also through a max pooling, nothing is dequantized in between. A site is left as it is, so
/// int8-dynamic, where no sample reached it, where calibration met NaN, infinity or another dtype than fp32,
/// where its input had no batch dimension, or where its results are too small for codes. Values that were all
/// 0 get the scale 1.
Result<WithCodes> put_codes(const torch::jit::Module& packed, const SeenValues& seen);

}  // namespace athena
