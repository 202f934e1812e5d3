// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include <string>

#include "athena/types/result.h"
#include "core/data/data_file.h"

namespace athena {

struct ImageSize {
  int height = 0, width = 0;
};

/// Of a PNG or JPEG, from its header. NotFound, Io; NotSupported: neither of them; InvalidArgument: more than
/// 64 million pixels.
Result<ImageSize> image_size(const std::string& path);

/// Decodes a PNG or JPEG (stb_image) to [channels, height, width] uint8, resized and cropped as `options`
/// say. Decoding takes at most 256 MiB at a time, whatever the file claims. The same errors; Corruption:
/// damaged.
Result<at::Tensor> read_image(const std::string& path, const ImageOptions& options);

}  // namespace athena
