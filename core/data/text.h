// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/table.h"

namespace athena {

/// Plain text, plain or gzip, as int64 columns of `length` tokens:
///  - with a vocabulary, a sample per line: "input_ids" ([CLS] pieces [SEP] [PAD]...), "attention_mask" (1
///    where there is a token), "token_type_ids" (0);
///  - `lines`, a sample per line: "bytes", padded with 0, and "attention_mask";
///  - else windows that follow each other: "bytes", and "next", the byte behind each of them.
/// What is longer is cut off. InvalidArgument: a text shorter than a window; errors of LineFile and
/// WordPiece.
Result<TableHandle> open_text_table(const ReaderSpec& spec, const JobContext& job);

}  // namespace athena
