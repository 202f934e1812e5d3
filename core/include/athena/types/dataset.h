// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace athena {

struct SplitInfo {
  std::string name;  // "train", "calibrate", "validate", "test"
  std::int64_t samples = 0;
};

/// A column of a source: one value or array per sample.
struct ColumnInfo {
  std::string name;
  std::string dtype;                // "float32", "int64", "uint8", "bool", ...
  std::vector<std::int64_t> shape;  // of one row
  std::int64_t rows = 0;
  std::string problem;  // why it cannot be read, as a sentence; empty: it can
};

/// What is known of a data file, a folder or an IDX images file once it is opened.
struct DatasetInfo {
  std::string path;         // as given
  std::string name;         // short, for a person
  std::string fingerprint;  // SHA-256 over the contents of the sources and the binding
  std::vector<SplitInfo> splits;
  std::vector<std::int64_t> sample_shape;  // of the first argument, without the batch
  int classes = 0;                         // 0: no labels
};

/// The columns of one source of a data file.
struct SourceInfo {
  std::string name;
  std::vector<ColumnInfo> columns;
};

/// The columns that can be read in every source, as the first one has them.
inline std::vector<ColumnInfo> common_columns(const std::vector<SourceInfo>& sources) {
  std::vector<ColumnInfo> common;
  if (sources.empty()) return common;
  for (const ColumnInfo& column : sources.front().columns) {
    const bool everywhere = std::all_of(sources.begin(), sources.end(), [&](const SourceInfo& source) {
      return std::any_of(source.columns.begin(), source.columns.end(), [&](const ColumnInfo& other) {
        return other.name == column.name && other.problem.empty();
      });
    });
    if (everywhere) common.push_back(column);
  }
  return common;
}

/// How one argument of a model's method is fed.
struct InputChoice {
  std::string argument;  // empty: by position
  std::string type;      // as TorchScript spells it; empty: no model is known
  std::string column;    // empty: none
  std::string value;     // JSON of what every sample gets; both empty: the argument keeps its default
  std::string dtype;     // empty: float32 for bytes, else as stored; of a value: no tensor
  std::vector<std::int64_t> shape;  // of one sample; empty: as stored
};

/// A data file that is being made or looked at: what may be chosen, and the rest as text.
struct DataDraft {
  std::string text;  // the data file as JSON with full paths; what follows has the last word over it
  std::vector<SourceInfo> sources;
  std::vector<InputChoice> inputs;  // in the order of the arguments
  std::string label;                // a column; empty: none
  std::string output;               // steps to the scored tensor, joined by dots: "0", "logits", "1.hidden"
  std::string metric;               // empty: the one that the labels suggest
};

/// One value of a sample as a person sees it.
struct PreviewValue {
  std::string name;               // of the column
  std::string text;               // of text and numbers; of an image its shape
  int width = 0, height = 0;      // of an image; 0: it is none
  std::vector<std::uint8_t> rgb;  // [height, width, 3]
};

/// What is in a data file: how much, and its first samples.
struct DataPreview {
  DatasetInfo info;
  std::string split;  // of the samples
  std::vector<std::vector<PreviewValue>> samples;
};

}  // namespace athena
