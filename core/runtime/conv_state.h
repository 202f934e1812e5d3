// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/runtime/conv_data.h"
#include "core/runtime/packed_state.h"

namespace athena {

/// What a file holds of a PackedConv: the state of its weights, whose numbers go on with
///   [..., groups, 1 if transposed, taps along each dimension]
PackedState state_of(const ConvData& data);

/// As read_state.
Result<ConvData> read_conv_state(const PackedState& state);

}  // namespace athena
