// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "athena/types/dataset.h"
#include "athena/types/model_info.h"
#include "athena/types/result.h"

namespace athena {

/// Names that DataDraft::metric may have, beside that of a file.
const std::vector<std::string>& data_metrics();

/// A data file for these files and folders: formats by their names, splits by words in their names ("train",
/// "val", "test", ...), and columns bound to the arguments of the model's `forward` (null: none is known) by
/// names, types and shapes. One source without a split in its name is cut: the first tenth, at most 512
/// samples, to calibrate, the rest to test. A `vocab.txt` is the vocabulary of the texts beside it;
/// TorchScript files named like preprocess, metric or loss are that. NotSupported: a file of no known kind;
/// errors of the readers.
Result<DataDraft> guess_data(const std::vector<std::string>& files, const ModelInfo* model);

/// The same without any: columns of random inputs, "NAME=float32[3, 224, 224]", "NAME=int64[16] < 30522" or
/// "NAME=int64[16] = 1" (core/data/data_file.md), for agreement and latency. InvalidArgument.
Result<DataDraft> random_data(const std::vector<std::string>& columns, const ModelInfo* model);

/// The draft of a data file, a folder or an IDX images file that is there.
Result<DataDraft> draft_of_data(const std::string& path, const ModelInfo* model);

/// Feeds an argument from the column of this name, or, where the draft has none, with what the text says in
/// JSON to every sample: 16000, true, [1, 2], "mean" in quotes. An empty text: nothing feeds it.
void feed(InputChoice& input, const std::string& text, const DataDraft& draft);

/// Writes the draft as a data file with paths relative to it, whole or not at all. InvalidArgument: a metric
/// or output that cannot be, or no input; Io.
Status save_data_draft(const DataDraft& draft, const std::string& path);

/// Opens the draft, reading every column once, and looks at the first samples of its first split. Errors:
/// those of open_data().
Result<DataPreview> preview_data(const DataDraft& draft, int samples);

}  // namespace athena
