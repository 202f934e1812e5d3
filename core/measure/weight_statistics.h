// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "athena/types/result.h"
#include "athena/types/weight_statistics.h"
#include "core/graph/layers.h"

namespace athena {

/// A weight as a matrix with one row per output channel: [N, K] of a Linear layer, [N, C / groups * kernel]
/// of a convolution, [N / groups, C * kernel] of a transposed one; an embedding's rows. A view where it can
/// be.
at::Tensor channel_rows(const StoredLayer& layer);

/// What a layer's weight holds, without `grid`. InvalidArgument: no bins, or more than 4096; NotSupported:
/// complex numbers, or another tensor that is not of plain values.
Result<WeightStatistics> weight_statistics(const StoredLayer& layer, int bins);

}  // namespace athena
