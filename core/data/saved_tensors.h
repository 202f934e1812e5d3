// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <c10/core/ScalarType.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "athena/types/result.h"

namespace athena {

/// A tensor as torch.save writes it: where its elements lie among those of a storage.
struct SavedTensor {
  std::string name;     // a dict's key, or the place in a list or tuple; "x" of a tensor by itself
  std::string storage;  // the archive's member "data/<storage>"
  at::ScalarType dtype = at::kFloat;
  std::int64_t storage_elements = 0, offset = 0;
  std::vector<std::int64_t> shape, strides;
  std::string problem;  // why it is no column, as the end of a sentence; empty: it is one
};

/// Reads the pickle within a file of torch.save that holds a tensor, or a dict, list or tuple of tensors.
/// Nothing is run: only the opcodes and the few names that such a pickle needs are known, and what else an
/// entry holds is its problem. `where`: the file, for messages. NotSupported names what is not known;
/// Corruption: a pickle that ends early or contradicts itself.
Result<std::vector<SavedTensor>> read_saved_tensors(std::string_view pickle, const std::string& where);

}  // namespace athena
