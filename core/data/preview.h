// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/data/data_source.h"

namespace athena {

/// The first samples of the first split as a person sees them: bytes or [0, 1] numbers of 1 or 3 channels of
/// at least 8 x 8 as an image, whole numbers up to 255 named like bytes as text, else numbers.
Result<DataPreview> preview(const DataSource& data, const DataFile& file, int samples);

}  // namespace athena
