// SPDX-License-Identifier: Apache-2.0
#include "app/cli/json/json.h"

namespace athena::cli {
namespace {

Json column_json(const ColumnInfo& column) {
  return {{"name", column.name},
          {"dtype", column.dtype},
          {"shape", column.shape},
          {"rows", column.rows},
          {"problem", column.problem}};
}

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

}  // namespace

Json json_of(const SourceInfo& source) {
  Json columns = Json::array();
  for (const ColumnInfo& column : source.columns) columns.push_back(column_json(column));
  return {{"name", source.name}, {"columns", std::move(columns)}};
}

Json json_of(const InputChoice& input) {
  return {{"argument", text_or_null(input.argument)},
          {"type", text_or_null(input.type)},
          {"column", text_or_null(input.column)},
          {"value", input.value.empty() ? Json() : Json::parse(input.value)},
          {"dtype", text_or_null(input.dtype)},
          {"shape", input.shape}};
}

Json json_of(const DataDraft& draft) {
  return {{"sources", json_list(draft.sources)},
          {"inputs", json_list(draft.inputs)},
          {"label", text_or_null(draft.label)},
          {"output", text_or_null(draft.output)},
          {"metric", text_or_null(draft.metric)}};
}

Json json_of(const DataPreview& preview) {
  Json splits = Json::object(), samples = Json::array();
  for (const SplitInfo& split : preview.info.splits) splits[split.name] = split.samples;
  for (const auto& sample : preview.samples) {
    Json values = Json::object();
    for (const PreviewValue& value : sample) values[value.name] = value.text;
    samples.push_back(std::move(values));
  }
  return {{"name", preview.info.name},       {"fingerprint", preview.info.fingerprint},
          {"classes", preview.info.classes}, {"splits", std::move(splits)},
          {"split", preview.split},          {"samples", std::move(samples)}};
}

}  // namespace athena::cli
