// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/table.h"

namespace athena {

/// A folder with a folder per class, in the order of their names, each with PNG and JPEG images in the order
/// of theirs: "image" [channels, H, W] uint8 and "label" int64. Without folders inside, the images have no
/// label. Every file is hashed when a column is opened; an image is decoded when it is read. InvalidArgument:
/// no images, or one of another size where neither a crop nor two sides of resizing make them equal.
Result<TableHandle> open_image_table(const ReaderSpec& spec, const JobContext& job);

}  // namespace athena
