// SPDX-License-Identifier: Apache-2.0
#include "athena/data_draft.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/data/constant_input.h"
#include "core/data/data_source.h"
#include "core/data/guess_data.h"
#include "core/data/locate_data.h"
#include "core/data/preview.h"
#include "core/workbench/guard.h"

namespace athena {
namespace {

namespace fs = std::filesystem;

std::vector<ArgumentInfo> arguments_of(const ModelInfo* model) {
  if (model)
    for (const MethodInfo& method : model->methods)
      if (method.name == "forward") return method.arguments;
  return {};
}

/// "0.logits" of the steps 0 and "logits".
std::string output_text(const OutputPath& path) {
  std::string text;
  for (const auto& step : path) {
    if (!text.empty()) text += '.';
    if (const auto* index = std::get_if<std::int64_t>(&step))
      text += std::to_string(*index);
    else
      text += std::get<std::string>(step);
  }
  return text;
}

OutputPath output_path(const std::string& text) {
  OutputPath path;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('.', begin), text.size());
    const std::string step = text.substr(begin, end - begin);
    std::int64_t index = 0;
    const auto [rest, code] = std::from_chars(step.data(), step.data() + step.size(), index);
    if (code == std::errc() && rest == step.data() + step.size() && index >= 0)
      path.emplace_back(index);
    else
      path.emplace_back(step);
    begin = end + 1;
  }
  return path;
}

DataDraft draft_from(const DataFile& file, std::vector<SourceInfo> sources,
                     const std::vector<ArgumentInfo>& arguments) {
  DataDraft draft{print_data_file(file),    std::move(sources), {}, file.label,
                  output_text(file.output), file.metric.name};
  std::vector<bool> shown(file.inputs.size(), false);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    InputChoice choice{arguments[i].name, arguments[i].type, {}, {}, {}, {}};
    for (std::size_t k = 0; k < file.inputs.size(); ++k) {
      const InputSpec& input = file.inputs[k];
      if (shown[k] || (input.argument.empty() ? k != i : input.argument != arguments[i].name)) continue;
      shown[k] = true;
      choice.column = input.column;
      choice.value = input.value;
      choice.dtype = input.dtype;
      choice.shape = input.shape;
      break;
    }
    draft.inputs.push_back(std::move(choice));
  }
  for (std::size_t k = 0; k < file.inputs.size(); ++k)
    if (!shown[k])
      draft.inputs.push_back({file.inputs[k].argument,
                              {},
                              file.inputs[k].column,
                              file.inputs[k].value,
                              file.inputs[k].dtype,
                              file.inputs[k].shape});
  return draft;
}

/// A data file's sources with what else can be guessed.
Result<DataDraft> guessed(DataFile file, const ModelInfo* model) {
  ATHENA_ASSIGN(std::vector<SourceInfo> sources, list_columns(file, {}));
  const std::vector<ArgumentInfo> arguments = arguments_of(model);
  ATHENA_TRY(guess_binding(file, sources, arguments));
  guess_splits(file, sources);
  return draft_from(file, std::move(sources), arguments);
}

/// The data file with what was chosen.
Result<DataFile> file_of(const DataDraft& draft) {
  ATHENA_ASSIGN(DataFile file, parse_data_file(draft.text, "the data file"));
  const std::vector<InputSpec> before = std::exchange(file.inputs, {});
  for (const InputChoice& choice : draft.inputs) {
    if (choice.column.empty() && choice.value.empty()) continue;
    InputSpec input;
    // What cannot be chosen here (scale, mean, ...) stays with its column.
    for (const InputSpec& known : before)
      if (choice.value.empty() && known.column == choice.column) input = known;
    input.column = choice.column;
    input.value = choice.value;
    input.argument = choice.argument;
    input.dtype = choice.dtype;
    input.shape = choice.shape;
    file.inputs.push_back(std::move(input));
  }
  file.label = draft.label;
  file.output = output_path(draft.output);
  if (draft.metric != file.metric.name) file.metric = {draft.metric, {}, true};
  return parse_data_file(print_data_file(file), "the data file");  // which checks it
}

}  // namespace

const std::vector<std::string>& data_metrics() { return known_metrics(); }

Result<DataDraft> guess_data(const std::vector<std::string>& files, const ModelInfo* model) {
  return guarded([&]() -> Result<DataDraft> {
    std::vector<std::string> full;
    for (const std::string& file : files) full.push_back(fs::absolute(file).lexically_normal().string());
    ATHENA_ASSIGN(DataFile file, guess_sources(full, {}));
    return guessed(std::move(file), model);
  });
}

Result<DataDraft> random_data(const std::vector<std::string>& columns, const ModelInfo* model) {
  return guarded([&]() -> Result<DataDraft> {
    DataFile file;
    ReaderSpec reader;
    reader.format = "random";
    for (const std::string& column : columns) {
      const auto equals = column.find('=');
      if (equals == std::string::npos || equals == 0)
        return fail(ErrorCode::InvalidArgument,
                    "'" + column + "' must be NAME=DTYPE[SHAPE], like x=float32[3, 224, 224].");
      reader.columns.emplace_back(column.substr(0, equals), column.substr(equals + 1));
    }
    file.sources.push_back({"random", {std::move(reader)}});
    file.splits.push_back({"test", "random", 0, {}});
    return guessed(std::move(file), model);
  });
}

Result<DataDraft> draft_of_data(const std::string& path, const ModelInfo* model) {
  return guarded([&]() -> Result<DataDraft> {
    ATHENA_ASSIGN(const DataFile file, locate_data(fs::absolute(path).lexically_normal().string()));
    ATHENA_ASSIGN(std::vector<SourceInfo> sources, list_columns(file, {}));
    return draft_from(file, std::move(sources), arguments_of(model));
  });
}

void feed(InputChoice& input, const std::string& text, const DataDraft& draft) {
  const bool column = std::any_of(draft.sources.begin(), draft.sources.end(), [&](const SourceInfo& source) {
    return std::any_of(source.columns.begin(), source.columns.end(),
                       [&](const ColumnInfo& known) { return known.name == text; });
  });
  const bool value = !column && is_constant(text);
  if (text != (input.value.empty() ? input.column : input.value)) input.shape.clear();  // it was the other's
  input.column = value ? "" : text;
  input.value = value ? text : "";
}

Status save_data_draft(const DataDraft& draft, const std::string& path) {
  return guarded([&]() -> Status {
    ATHENA_ASSIGN(DataFile file, file_of(draft));
    const fs::path folder = fs::absolute(path).lexically_normal().parent_path();
    ATHENA_TRY(for_each_path(file, [&](std::string& name) -> Status {
      const fs::path relative = fs::path(name).lexically_relative(folder);
      if (!relative.empty()) name = relative.string();
      return {};
    }));
    return write_file_atomically(path, print_data_file(file));
  });
}

Result<DataPreview> preview_data(const DataDraft& draft, int samples) {
  return guarded([&]() -> Result<DataPreview> {
    ATHENA_ASSIGN(const DataFile file, file_of(draft));
    ATHENA_ASSIGN(const DataHandle data, open_data("the data file", file, {}));
    return preview(*data, file, samples);
  });
}

}  // namespace athena
