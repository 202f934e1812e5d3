// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/table.h"

namespace athena {

/// A file of torch.save (PyTorch 1.6 and later) with a tensor, or a dict, list or tuple of tensors: a column
/// per tensor, rows first. The pickle within is read, not run (saved_tensors.h); elements are read in place.
/// A tensor that is not contiguous, or is no tensor, is listed with its problem. NotSupported; Corruption: an
/// archive or pickle that is damaged, or a tensor that reaches beyond its storage.
Result<TableHandle> open_torch_table(const ReaderSpec& spec, const JobContext& job);

}  // namespace athena
