// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <c10/util/StringUtil.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "core/base/sha256.h"
#include "core/data/constant_input.h"
#include "core/data/data_source.h"
#include "core/data/input_transform.h"
#include "core/data/locate_data.h"
#include "core/data/table.h"

namespace athena {
namespace {

using Columns = std::map<std::string, ColumnHandle>;

/// What feeds one argument: a column, or where it is null a value.
struct Input {
  ColumnHandle column{};
  InputTransform transform{};
  c10::IValue value{};
};

/// A split with its columns at hand.
struct Part {
  std::string name;
  std::vector<Input> inputs;
  ColumnHandle labels;  // none: no labels
  std::int64_t begin = 0, end = 0;
};

/// One file may be two sources. Values say nothing of it: all samples have them.
bool same_rows(const Part& one, const Part& other) {
  return std::equal(one.inputs.begin(), one.inputs.end(), other.inputs.begin(), other.inputs.end(),
                    [](const Input& a, const Input& b) {
                      return !a.column || !b.column || a.column->content_hash() == b.column->content_hash();
                    });
}

struct Scripts {
  ScriptHandle preprocess, metric, loss;  // null: none
};

bool all_random(const DataFile& file) {
  return std::all_of(file.sources.begin(), file.sources.end(), [](const SourceSpec& source) {
    return std::all_of(source.readers.begin(), source.readers.end(),
                       [](const ReaderSpec& reader) { return reader.format == "random"; });
  });
}

class OpenedData : public DataSource {
 public:
  OpenedData(DatasetInfo info, DataFile file, std::vector<Part> parts, Scripts scripts)
      : info_(std::move(info)),
        file_(std::move(file)),
        parts_(std::move(parts)),
        scripts_(std::move(scripts)) {
    for (const InputSpec& input : file_.inputs) arguments_.push_back(input.argument);
  }

  const DatasetInfo& info() const override { return info_; }
  const std::vector<std::string>& arguments() const override { return arguments_; }
  const OutputPath& output() const override { return file_.output; }

  bool has_labels(const std::string& split) const override {
    const Part* part = find(split);
    return part && part->labels;
  }

  const MetricSpec& metric() const override { return file_.metric; }
  ScriptHandle metric_script() const override { return scripts_.metric; }
  ScriptHandle loss_script() const override { return scripts_.loss; }

  bool overlap(const std::string& a, const std::string& b) const override {
    const Part *one = find(a), *other = find(b);
    return one && other && same_rows(*one, *other) && one->begin < other->end && other->begin < one->end;
  }

  bool is_random() const override { return all_random(file_); }

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
    for (const Input& input : part.inputs) {
      if (!input.column) {
        batch.inputs.push_back(input.value);
        continue;
      }
      ATHENA_ASSIGN(const at::Tensor stored, input.column->read(rows));
      batch.inputs.emplace_back(input.transform.apply(stored));
    }
    if (scripts_.preprocess) ATHENA_TRY(preprocess(batch));
    if (part.labels) {
      ATHENA_ASSIGN(const at::Tensor stored, part.labels->read(rows));
      batch.labels = stored.to(at::isFloatingType(stored.scalar_type()) ? at::kFloat : at::kLong);
    }
    return batch;
  }

 private:
  /// Inputs become what the preprocessing file makes of them: a tensor, or a tuple of the method's inputs.
  Status preprocess(Batch& batch) const {
    ATHENA_ASSIGN(const c10::IValue made, scripts_.preprocess->call(batch.inputs));
    const std::size_t before = batch.inputs.size();
    if (made.isTuple())
      batch.inputs = made.toTupleRef().elements().vec();
    else
      batch.inputs = {made};
    if (batch.inputs.size() == before) return {};
    return fail(ErrorCode::InvalidArgument,
                c10::str("'", scripts_.preprocess->path(), "' made ", batch.inputs.size(), " inputs out of ",
                         before, ". It has to give a tensor, or a tuple with as many values as it takes."));
  }

  const Part* find(const std::string& split) const {
    const auto found =
        std::find_if(parts_.begin(), parts_.end(), [&](const Part& p) { return p.name == split; });
    return found == parts_.end() ? nullptr : &*found;
  }

  DatasetInfo info_;
  DataFile file_;
  std::vector<Part> parts_;
  Scripts scripts_;
  std::vector<std::string> arguments_;
};

/// Opens those columns of a source that the data file uses.
Result<Columns> open_source(const SourceSpec& source, const std::set<std::string>& used,
                            const JobContext& job) {
  Columns columns;
  ColumnHandle first;
  for (const ReaderSpec& reader : source.readers) {
    ATHENA_ASSIGN(const TableHandle table, open_table(reader, job));
    for (const ColumnInfo& column : table->columns()) {
      if (!used.contains(column.name) || columns.contains(column.name)) continue;
      ATHENA_ASSIGN(ColumnHandle opened, table->open(column.name, job));
      if (!first) first = opened;
      if (opened->rows() != first->rows())
        return fail(ErrorCode::Corruption, c10::str("'", opened->where(), "' has ", opened->rows(),
                                                    " entries, but '", first->where(), "' has ",
                                                    first->rows(), " samples: they do not belong together."));
      columns[column.name] = std::move(opened);
    }
  }
  return columns;
}

std::set<std::string> used_columns(const DataFile& file) {
  std::set<std::string> used;
  for (const InputSpec& input : file.inputs)
    if (input.value.empty()) used.insert(input.column);
  if (!file.label.empty()) used.insert(file.label);
  return used;
}

Result<Part> make_part(const SplitSpec& split, const DataFile& file, const Columns& columns,
                       const std::string& where) {
  const auto wrong = [&](const std::string& what) {
    return fail(ErrorCode::InvalidArgument, c10::str("'", where, "': split \"", split.name, "\" ", what));
  };
  if (columns.empty()) return wrong(c10::str("uses no column of its source \"", split.source, "\"."));
  const std::int64_t rows = columns.begin()->second->rows();
  Part part{split.name, {}, nullptr, split.begin, split.end.value_or(rows)};
  if (part.begin >= part.end || part.end > rows)
    return wrong(c10::str("wants the samples from ", part.begin, " up to ", part.end, " of ", rows, "."));
  for (const InputSpec& input : file.inputs) {
    if (!input.value.empty()) {
      ATHENA_ASSIGN(c10::IValue value, constant_input(input, where));
      part.inputs.push_back({nullptr, {}, std::move(value)});
      continue;
    }
    const auto column = columns.find(input.column);
    if (column == columns.end())
      return wrong(c10::str("has no column \"", input.column, "\" in its source \"", split.source, "\"."));
    ATHENA_ASSIGN(InputTransform transform, InputTransform::make(input, *column->second, where));
    part.inputs.push_back({column->second, std::move(transform), {}});
  }
  if (const auto column = columns.find(file.label); column != columns.end()) part.labels = column->second;
  return part;
}

/// Of the first argument that a column feeds.
const std::vector<std::int64_t>& sample_shape(const Part& part) {
  const auto fed =
      std::find_if(part.inputs.begin(), part.inputs.end(), [](const Input& input) { return input.column; });
  return fed->transform.sample_shape();
}

/// True where the labels are to be class numbers, one per sample.
bool are_classes(const Column& labels, const MetricSpec& metric) {
  const std::string& name = metric.name;
  const bool scored_by_class = name.empty() || name == "top1" || name == "top5" || name == "f1" ||
                               name == "f1-binary" || name == "cross-entropy";
  return metric.file.empty() && scored_by_class && labels.row_shape().empty() &&
         !at::isFloatingType(labels.dtype());
}

/// Highest label + 1 of a column of labels.
Result<int> count_classes(const Column& labels) {
  constexpr std::int64_t kStep = 1 << 20, kMostClasses = 1 << 24;
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

std::string fingerprint(const DataFile& file, const std::map<std::string, Columns>& sources,
                        const Scripts& scripts) {
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
  for (const ScriptHandle& script : {scripts.preprocess, scripts.metric, scripts.loss})
    if (script) add(script->hash());
  return hash.hex();
}

Result<Scripts> load_scripts(const DataFile& file, const JobContext& job) {
  Scripts scripts;
  if (!file.preprocess.empty()) {
    ATHENA_ASSIGN(scripts.preprocess, load_script(file.preprocess, file.inputs.size(), job));
  }
  if (!file.metric.file.empty()) {
    ATHENA_ASSIGN(scripts.metric, load_script(file.metric.file, 2, job));
  }
  if (!file.loss.empty()) {
    ATHENA_ASSIGN(scripts.loss, load_script(file.loss, 2, job));
  }
  return scripts;
}

}  // namespace

Result<DataHandle> open_data(const std::string& path, const JobContext& job) {
  ATHENA_ASSIGN(DataFile file, locate_data(path));
  return open_data(path, std::move(file), job);
}

Result<DataHandle> open_data(const std::string& path, DataFile file, const JobContext& job) {
  std::map<std::string, Columns> sources;
  const std::set<std::string> used = used_columns(file);
  for (const SourceSpec& source : file.sources) {
    ATHENA_ASSIGN(sources[source.name], open_source(source, used, job));
  }
  ATHENA_ASSIGN(Scripts scripts, load_scripts(file, job));
  const std::string name = all_random(file) ? file.name + " (random inputs)" : file.name;
  DatasetInfo info{path, name, fingerprint(file, sources, scripts), {}, {}, 0};
  bool labelled = false;
  std::vector<Part> parts;
  for (const SplitSpec& split : file.splits) {
    const auto source = sources.find(split.source);
    if (source == sources.end())
      return fail(ErrorCode::InvalidArgument,
                  c10::str("'", path, "': split \"", split.name, "\" is of the unknown source \"",
                           split.source, "\"."));
    ATHENA_ASSIGN(Part part, make_part(split, file, source->second, path));
    if (!parts.empty() && sample_shape(part) != sample_shape(parts.front()))
      return fail(ErrorCode::InvalidArgument,
                  c10::str("'", path, "': the splits \"", parts.front().name, "\" and \"", part.name,
                           "\" hold samples of different shapes."));
    if (part.labels && are_classes(*part.labels, file.metric)) {
      ATHENA_ASSIGN(const int classes, count_classes(*part.labels));
      info.classes = std::max(info.classes, classes);
    }
    labelled = labelled || part.labels;
    info.splits.push_back({part.name, part.end - part.begin});
    parts.push_back(std::move(part));
  }
  if (!file.label.empty() && !labelled)
    return fail(ErrorCode::InvalidArgument,
                c10::str("'", path, "': no source has the label column \"", file.label, "\"."));
  info.sample_shape = sample_shape(parts.front());
  return std::make_shared<OpenedData>(std::move(info), std::move(file), std::move(parts), std::move(scripts));
}

}  // namespace athena
