// SPDX-License-Identifier: Apache-2.0
#pragma once
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

}  // namespace athena
