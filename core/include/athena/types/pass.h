// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace athena {

/// A rewrite of the whole model that keeps what it computes. Every variant gets all of them, unless its
/// recipe says otherwise.
struct PassInfo {
  std::string_view name;
  std::string_view what;  // one sentence
};

/// In the order in which they run.
inline constexpr std::array kPasses{
    PassInfo{"fold_batchnorm", "BatchNorm that follows a convolution becomes part of its weights."},
    PassInfo{"dropout", "Dropout, which does nothing outside training, is left out."},
    PassInfo{"linear_activation", "A packed Linear layer applies the ReLU, GELU or SiLU after it."},
    PassInfo{"conv_activation", "A packed convolution applies the ReLU, GELU or SiLU after it."},
    PassInfo{"shared_inputs", "int8-dynamic layers with one input, as of an attention, quantize it once."},
    PassInfo{"add_layer_norm", "A residual addition and the LayerNorm after it are one op."},
    PassInfo{"attention", "Attention written out as products and a softmax is one op."},
    PassInfo{"max_pool", "Max pooling and the ReLU beside it are one op."},
    PassInfo{"channels_last", "fp32 convolutions run with their channels last."},
    PassInfo{"attribute_reads", "Each stored value is read once instead of before every use."},
};

/// What a pass did to a variant.
struct PassReport {
  std::string name;
  std::int64_t sites = 0;  // places that it rewrote
  bool operator==(const PassReport&) const = default;
};

}  // namespace athena
