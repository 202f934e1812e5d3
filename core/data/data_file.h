// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "athena/types/result.h"

namespace athena {

/// CSV: which columns are the numbers of a sample, and which one is its label.
struct CsvOptions {
  std::string label;                  // header's name, or its number from 0; empty: none
  std::vector<std::string> features;  // likewise; empty: all but the label
  std::string separator;  // one character; empty: the commonest of ',', ';' and tab in the first line
};

/// Images: the shorter side is resized to `resize` (bilinear, antialiased), then the middle is cropped.
struct ImageOptions {
  std::vector<std::int64_t> resize;  // [side], [height, width], or none
  std::vector<std::int64_t> crop;    // [side], [height, width], or none
  std::int64_t channels = 3;         // 1 or 3
};

/// Text: WordPiece tokens of each line with a vocabulary, else bytes.
struct TextOptions {
  std::string vocab;          // a file with a token per line; empty: bytes
  std::int64_t length = 128;  // of a sample, in tokens
  bool lines = false;         // of bytes: a sample per line, padded with 0, instead of windows
  bool lowercase = true;      // WordPiece's
};

/// Files of one format and the columns that they give.
struct ReaderSpec {
  std::string format;  // one of known_formats()
  /// idx, npy: name, file; npz, torch: name, array; random: name, as random_table.h describes it.
  std::vector<std::pair<std::string, std::string>> columns;
  std::string path;         // all but idx, npy and random: a file or folder
  std::int64_t rows = 256;  // random
  CsvOptions csv;
  ImageOptions images;
  TextOptions text;
};

/// A table of columns with a row per sample, from one reader or several beside each other.
struct SourceSpec {
  std::string name;
  std::vector<ReaderSpec> readers;
};

/// What becomes one argument of the model's method: a column, or a value that every sample is given.
struct InputSpec {
  std::string column;               // empty: `value`
  std::string value;                // JSON, as constant_input.h takes it; empty: `column`
  std::string argument;             // its name in the method; empty: by position
  std::vector<std::int64_t> shape;  // of one sample; empty: as stored, but [H, W] of bytes becomes [1, H, W]
  std::string dtype;                // "float32", "int64", ...; empty: float32 for bytes, else as stored;
                                    // of a value: the tensor's, empty: it is no tensor
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

/// How an output is scored against its label.
struct MetricSpec {
  std::string name;  // one of known_metrics(); of a file what people see; empty: the one the label suggests
  std::string file;  // TorchScript, (output, target) -> a float per sample; empty: one of ours
  bool higher_is_better = true;  // of a file's
};

/// What `NAME.data.json` says: where samples lie, and how they meet a model. See core/data/data_file.md.
struct DataFile {
  std::string name;
  std::vector<SourceSpec> sources;
  std::vector<InputSpec> inputs;
  std::string preprocess;  // TorchScript file that makes the inputs into what the model takes; or empty
  std::string label;       // column that the output is scored against; empty: none
  OutputPath output;       // empty: the result itself, or the first element of a tuple
  MetricSpec metric;
  std::string loss;  // TorchScript file, (output, target) -> loss; empty: the recipe's
  std::vector<SplitSpec> splits;
};

/// "idx", "npy", ... and "top1", "mse", ..., as a data file names them.
const std::vector<std::string>& known_formats();
const std::vector<std::string>& known_metrics();

/// Reads the JSON. `where` (a file's name) and the key stand in every message. InvalidArgument, NotSupported.
Result<DataFile> parse_data_file(std::string_view json, const std::string& where);

/// Writes it so that parse_data_file gives the same again.
std::string print_data_file(const DataFile& file);

/// Visits every path that the file names; its error stops that.
Status for_each_path(DataFile& file, const std::function<Status(std::string&)>& visit);

/// The part that decides what a model is fed and how it is scored: no names of files, one line of JSON.
std::string print_binding(const DataFile& file);

/// Describes a folder with MNIST-style IDX files, or one IDX images file with its labels beside it
/// ("train-images-idx3-ubyte.gz" and "train-labels-idx1-ubyte.gz"). The split is the one the name begins
/// with: "train" is train, everything else test. File names are full paths. NotFound, NotSupported.
Result<DataFile> describe_idx_folder(const std::string& folder);
Result<DataFile> describe_idx_file(const std::string& images);

}  // namespace athena
