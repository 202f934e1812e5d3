// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "athena/types/result.h"

namespace athena {

/// A table of columns with a row per sample. Format "idx": one file per column.
struct SourceSpec {
  std::string name, format;
  std::vector<std::pair<std::string, std::string>> columns;  // name, file
};

/// A column that becomes one argument of the model's method.
struct InputSpec {
  std::string column;
  std::string argument;             // its name in the method; empty: by position
  std::vector<std::int64_t> shape;  // of one sample; empty: as stored, but [H, W] of bytes becomes [1, H, W]
  std::string dtype;                // "float32", "int64", ...; empty: float32 for bytes, else as stored
  std::optional<double> scale;      // factor of every element; absent: 1/255 for bytes made float32, else 1
  std::vector<double> mean, std;    // per channel (first dimension of a sample) after scaling; or none
};

/// Samples [begin, end) of a source; no end: all that follow.
struct SplitSpec {
  std::string name, source;
  std::int64_t begin = 0;
  std::optional<std::int64_t> end;
};

/// Steps from a method's result to the tensor that is scored: an index into a tuple or list, a key of a dict.
using OutputPath = std::vector<std::variant<std::int64_t, std::string>>;

/// What `NAME.data.json` says: where samples lie, and how they meet a model. See core/data/data_file.md.
struct DataFile {
  std::string name;
  std::vector<SourceSpec> sources;
  std::vector<InputSpec> inputs;
  std::string label;            // a column; empty: no labels
  OutputPath output;            // empty: the result itself, or the first element of a tuple
  std::string metric = "top1";  // of the labels; the only one yet
  std::vector<SplitSpec> splits;
};

/// Reads the JSON. `where` (a file's name) and the key stand in every message. InvalidArgument, NotSupported.
Result<DataFile> parse_data_file(std::string_view json, const std::string& where);

/// Writes it so that parse_data_file gives the same again.
std::string print_data_file(const DataFile& file);

/// The part that decides what a model is fed and how it is scored: no names of files, one line of JSON.
std::string print_binding(const DataFile& file);

/// Describes a folder with MNIST-style IDX files, or one IDX images file with its labels beside it
/// ("train-images-idx3-ubyte.gz" and "train-labels-idx1-ubyte.gz"). The split is the one the name begins
/// with: "train" is train, everything else test. File names are full paths. NotFound, NotSupported.
Result<DataFile> describe_idx_folder(const std::string& folder);
Result<DataFile> describe_idx_file(const std::string& images);

}  // namespace athena
