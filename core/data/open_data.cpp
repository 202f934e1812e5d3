// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <c10/util/StringUtil.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <numeric>
#include <optional>
#include <sstream>
#include <utility>

#include "core/base/sha256.h"
#include "core/data/data_source.h"
#include "core/data/idx.h"
#include "core/data/input_transform.h"

namespace athena {
namespace {

namespace fs = std::filesystem;

using Columns = std::map<std::string, ColumnHandle>;

/// A split with its columns at hand.
struct Part {
  std::string name;
  std::vector<ColumnHandle> inputs;
  std::vector<InputTransform> transforms;
  ColumnHandle labels;  // none: no labels
  std::int64_t begin = 0, end = 0;
};

class OpenedData : public DataSource {
 public:
  OpenedData(DatasetInfo info, DataFile file, std::vector<Part> parts)
      : info_(std::move(info)), file_(std::move(file)), parts_(std::move(parts)) {
    for (const InputSpec& input : file_.inputs) arguments_.push_back(input.argument);
  }

  const DatasetInfo& info() const override { return info_; }
  const std::vector<std::string>& arguments() const override { return arguments_; }
  const OutputPath& output() const override { return file_.output; }

  bool has_labels(const std::string& split) const override {
    const Part* part = find(split);
    return part && part->labels;
  }

  using DataSource::read;
  Result<Batch> read(const std::string& split, std::span<const std::int64_t> indices) const override {
    ATHENA_ASSIGN(const std::int64_t count, samples(split));
    const Part& part = *find(split);
    std::vector<std::int64_t> rows(indices.begin(), indices.end());
    for (std::int64_t& row : rows) {
      if (row < 0 || row >= count)
        return fail(ErrorCode::InvalidArgument,
                    c10::str("'", info_.path, "' has no sample ", row, " in split '", split,
                             "', which holds ", count, "."));
      row += part.begin;
    }
    Batch batch;
    for (std::size_t i = 0; i < part.inputs.size(); ++i) {
      ATHENA_ASSIGN(const at::Tensor stored, part.inputs[i]->read(rows));
      batch.inputs.emplace_back(part.transforms[i].apply(stored));
    }
    if (part.labels) {
      ATHENA_ASSIGN(const at::Tensor stored, part.labels->read(rows));
      batch.labels = stored.reshape({-1}).to(at::kLong);
    }
    return batch;
  }

 private:
  const Part* find(const std::string& split) const {
    const auto found =
        std::find_if(parts_.begin(), parts_.end(), [&](const Part& p) { return p.name == split; });
    return found == parts_.end() ? nullptr : &*found;
  }

  DatasetInfo info_;
  DataFile file_;
  std::vector<Part> parts_;
  std::vector<std::string> arguments_;
};

Result<std::string> read_text(const std::string& path) {
  constexpr std::uintmax_t kMost = 16 << 20;
  std::error_code code;
  if (fs::file_size(path, code) > kMost)
    return fail(ErrorCode::InvalidArgument, c10::str("'", path, "' is too large for a data file."));
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return fail(ErrorCode::Io, c10::str("'", path, "' cannot be read."));
  return text.str();
}

Result<DataFile> read_data_file(const std::string& path) {
  ATHENA_ASSIGN(const std::string text, read_text(path));
  ATHENA_ASSIGN(DataFile file, parse_data_file(text, path));
  for (SourceSpec& source : file.sources)
    for (auto& [column, name] : source.columns) name = (fs::path(path).parent_path() / name).string();
  if (file.name.empty()) {
    file.name = fs::path(path).filename().string();
    if (file.name.ends_with(".data.json")) file.name.resize(file.name.size() - 10);
  }
  return file;
}

Result<DataFile> describe(const std::string& path) {
  std::error_code code;
  if (!fs::exists(path, code))
    return fail(ErrorCode::NotFound, c10::str("There is no file or folder '", path, "'."));
  if (!fs::is_directory(path, code))
    return path.ends_with(".json") ? read_data_file(path) : describe_idx_file(path);
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(path, code))
    if (entry.path().string().ends_with(".data.json")) found.push_back(entry.path().string());
  if (found.size() > 1)
    return fail(ErrorCode::InvalidArgument,
                c10::str("'", path, "' holds ", found.size(), " data files: give the one that is meant."));
  return found.empty() ? describe_idx_folder(path) : read_data_file(found.front());
}

Result<Columns> open_source(const SourceSpec& source, const JobContext& job) {
  Columns columns;
  for (const auto& [name, path] : source.columns) {
    ATHENA_ASSIGN(columns[name], open_idx(path, job));
    const ColumnHandle& first = columns.at(source.columns.front().first);
    if (columns[name]->rows() != first->rows())
      return fail(ErrorCode::Corruption,
                  c10::str("'", path, "' has ", columns[name]->rows(), " entries, but '", first->where(),
                           "' has ", first->rows(), " samples: they do not belong together."));
  }
  return columns;
}

Result<Part> make_part(const SplitSpec& split, const DataFile& file, const Columns& columns,
                       const std::string& where) {
  const auto wrong = [&](const std::string& what) {
    return fail(ErrorCode::InvalidArgument, c10::str("'", where, "': split \"", split.name, "\" ", what));
  };
  Part part{split.name, {}, {}, nullptr, split.begin, split.end.value_or(columns.begin()->second->rows())};
  const std::int64_t rows = columns.begin()->second->rows();
  if (part.begin >= part.end || part.end > rows)
    return wrong(c10::str("wants the samples from ", part.begin, " up to ", part.end, " of ", rows, "."));
  for (const InputSpec& input : file.inputs) {
    const auto column = columns.find(input.column);
    if (column == columns.end())
      return wrong(c10::str("has no column \"", input.column, "\" in its source \"", split.source, "\"."));
    ATHENA_ASSIGN(InputTransform transform, InputTransform::make(input, *column->second, where));
    part.inputs.push_back(column->second);
    part.transforms.push_back(std::move(transform));
  }
  if (const auto column = columns.find(file.label); column != columns.end()) part.labels = column->second;
  return part;
}

/// Highest label + 1 of a column of labels.
Result<int> count_classes(const Column& labels) {
  constexpr std::int64_t kStep = 1 << 20, kMostClasses = 1 << 24;
  if (!labels.row_shape().empty() || at::isFloatingType(labels.dtype()))
    return fail(ErrorCode::InvalidArgument,
                c10::str("'", labels.where(), "' holds no labels: a whole number per sample is expected."));
  std::int64_t highest = 0;
  std::vector<std::int64_t> rows;
  for (std::int64_t begin = 0; begin < labels.rows(); begin += kStep) {
    rows.resize(static_cast<std::size_t>(std::min(kStep, labels.rows() - begin)));
    std::iota(rows.begin(), rows.end(), begin);
    ATHENA_ASSIGN(const at::Tensor values, labels.read(rows));
    const auto [low, high] = at::aminmax(values.to(at::kLong));
    if (low.item<std::int64_t>() < 0 || high.item<std::int64_t>() >= kMostClasses)
      return fail(ErrorCode::Corruption, c10::str("'", labels.where(), "' holds the label ",
                                                  low.item<std::int64_t>() < 0 ? low.item<std::int64_t>()
                                                                               : high.item<std::int64_t>(),
                                                  ", which is no class number."));
    highest = std::max(highest, high.item<std::int64_t>());
  }
  return static_cast<int>(highest + 1);
}

std::string fingerprint(const DataFile& file, const std::map<std::string, Columns>& sources) {
  Sha256 hash;
  const auto add = [&](const std::string& text) {
    hash.update(std::string_view(text.c_str(), text.size() + 1));
  };
  add(print_binding(file));
  for (const auto& [name, columns] : sources)
    for (const auto& [column, handle] : columns) {
      add(name);
      add(column);
      add(handle->content_hash());
    }
  return hash.hex();
}

}  // namespace

Result<DataHandle> open_data(const std::string& path, const JobContext& job) {
  ATHENA_ASSIGN(DataFile file, describe(path));
  std::map<std::string, Columns> sources;
  for (const SourceSpec& source : file.sources) {
    ATHENA_ASSIGN(sources[source.name], open_source(source, job));
  }
  DatasetInfo info{path, file.name, fingerprint(file, sources), {}, {}, 0};
  std::vector<Part> parts;
  for (const SplitSpec& split : file.splits) {
    const auto source = sources.find(split.source);
    if (source == sources.end())
      return fail(ErrorCode::InvalidArgument,
                  c10::str("'", path, "': split \"", split.name, "\" is of the unknown source \"",
                           split.source, "\"."));
    ATHENA_ASSIGN(Part part, make_part(split, file, source->second, path));
    if (!parts.empty() &&
        part.transforms.front().sample_shape() != parts.front().transforms.front().sample_shape())
      return fail(ErrorCode::InvalidArgument,
                  c10::str("'", path, "': the splits \"", parts.front().name, "\" and \"", part.name,
                           "\" hold samples of different shapes."));
    if (part.labels) {
      ATHENA_ASSIGN(const int classes, count_classes(*part.labels));
      info.classes = std::max(info.classes, classes);
    }
    info.splits.push_back({part.name, part.end - part.begin});
    parts.push_back(std::move(part));
  }
  if (!file.label.empty() && info.classes == 0)
    return fail(ErrorCode::InvalidArgument,
                c10::str("'", path, "': no source has the label column \"", file.label, "\"."));
  info.sample_shape = parts.front().transforms.front().sample_shape();
  return std::make_shared<OpenedData>(std::move(info), std::move(file), std::move(parts));
}

}  // namespace athena
