// SPDX-License-Identifier: Apache-2.0
#include "core/data/data_file.h"

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>

namespace athena {
namespace {

using Json = nlohmann::ordered_json;

/// One JSON value and where it stands, so that every message can say it.
class Node {
 public:
  Node(const Json& json, std::string file, std::string key)
      : json_(&json), file_(std::move(file)), key_(std::move(key)) {}

  tl::unexpected<Error> wrong(const std::string& what) const {
    return fail(ErrorCode::InvalidArgument,
                "'" + file_ + "': " + (key_.empty() ? "the data file" : "\"" + key_ + "\"") + " " + what);
  }
  Node at(const std::string& key) const {
    return {json_->at(key), file_, key_.empty() ? key : key_ + "." + key};
  }
  Node item(std::size_t index) const {
    return {json_->at(index), file_, key_ + "[" + std::to_string(index) + "]"};
  }
  bool has(const std::string& key) const { return json_->contains(key); }
  const Json& json() const { return *json_; }

  Status expect_object(std::initializer_list<const char*> keys) const {
    if (!json_->is_object()) return wrong("must be an object in braces.");
    for (const auto& entry : json_->items())
      if (std::find(keys.begin(), keys.end(), entry.key()) == keys.end()) {
        std::string known;
        for (const char* key : keys) known += (known.empty() ? "" : ", ") + std::string(key);
        return wrong("has the unknown key \"" + entry.key() + "\"; known are: " + known + ".");
      }
    return {};
  }
  Result<std::string> text() const {
    if (!json_->is_string() || json_->get_ref<const std::string&>().empty()) return wrong("must be a text.");
    return json_->get<std::string>();
  }
  Result<std::int64_t> count() const {
    if (!json_->is_number_integer() || json_->get<std::int64_t>() < 0)
      return wrong("must be a whole number, 0 or more.");
    return json_->get<std::int64_t>();
  }
  Result<double> number() const {
    if (!json_->is_number()) return wrong("must be a number.");
    return json_->get<double>();
  }
  Result<std::vector<double>> numbers() const {
    if (json_->is_number()) return std::vector<double>{json_->get<double>()};
    if (!json_->is_array() || json_->empty()) return wrong("must be a number or a list of them.");
    std::vector<double> all;
    for (std::size_t i = 0; i < json_->size(); ++i) {
      ATHENA_ASSIGN(const double one, item(i).number());
      all.push_back(one);
    }
    return all;
  }

 private:
  const Json* json_;
  std::string file_, key_;
};

Result<SourceSpec> parse_source(const Node& node, const std::string& name) {
  ATHENA_TRY(node.expect_object({"idx"}));
  if (!node.has("idx")) return node.wrong("must name its format: \"idx\".");
  const Node columns = node.at("idx");
  if (!columns.json().is_object() || columns.json().empty())
    return columns.wrong("must name at least one column and its file.");
  SourceSpec source{name, "idx", {}};
  for (const auto& entry : columns.json().items()) {
    ATHENA_ASSIGN(std::string file, columns.at(entry.key()).text());
    source.columns.emplace_back(entry.key(), std::move(file));
  }
  return source;
}

Result<InputSpec> parse_input(const Node& node) {
  ATHENA_TRY(node.expect_object({"column", "argument", "shape", "dtype", "scale", "mean", "std"}));
  InputSpec input;
  if (!node.has("column")) return node.wrong("must name its \"column\".");
  ATHENA_ASSIGN(input.column, node.at("column").text());
  if (node.has("argument")) {
    ATHENA_ASSIGN(input.argument, node.at("argument").text());
  }
  if (node.has("dtype")) {
    ATHENA_ASSIGN(input.dtype, node.at("dtype").text());
  }
  if (node.has("shape")) {
    const Node shape = node.at("shape");
    if (!shape.json().is_array()) return shape.wrong("must be a list of whole numbers.");
    for (std::size_t i = 0; i < shape.json().size(); ++i) {
      ATHENA_ASSIGN(const std::int64_t size, shape.item(i).count());
      input.shape.push_back(size);
    }
  }
  if (node.has("scale")) {
    ATHENA_ASSIGN(input.scale, node.at("scale").number());
  }
  if (node.has("mean")) {
    ATHENA_ASSIGN(input.mean, node.at("mean").numbers());
  }
  if (node.has("std")) {
    ATHENA_ASSIGN(input.std, node.at("std").numbers());
    if (std::find(input.std.begin(), input.std.end(), 0.0) != input.std.end())
      return node.at("std").wrong("must not be 0.");
  }
  return input;
}

Result<SplitSpec> parse_split(const Node& node, const std::string& name) {
  ATHENA_TRY(node.expect_object({"source", "begin", "end"}));
  SplitSpec split;
  split.name = name;
  if (!node.has("source")) return node.wrong("must name its \"source\".");
  ATHENA_ASSIGN(split.source, node.at("source").text());
  if (node.has("begin")) {
    ATHENA_ASSIGN(split.begin, node.at("begin").count());
  }
  if (node.has("end")) {
    ATHENA_ASSIGN(split.end, node.at("end").count());
  }
  return split;
}

Result<OutputPath> parse_output(const Node& node) {
  if (!node.json().is_array()) return node.wrong("must be a list of indices and keys.");
  OutputPath path;
  for (std::size_t i = 0; i < node.json().size(); ++i) {
    if (node.item(i).json().is_string()) {
      path.emplace_back(node.item(i).json().get<std::string>());
    } else {
      ATHENA_ASSIGN(const std::int64_t index, node.item(i).count());
      path.emplace_back(index);
    }
  }
  return path;
}

Result<DataFile> parse_root(const Node& root) {
  ATHENA_TRY(root.expect_object(
      {"athena_data", "name", "sources", "inputs", "label", "output", "metric", "splits"}));
  for (const char* key : {"sources", "inputs", "splits"})
    if (!root.has(key)) return root.wrong(std::string("must have \"") + key + "\".");
  DataFile file;
  if (root.has("name")) {
    ATHENA_ASSIGN(file.name, root.at("name").text());
  }
  const Node sources = root.at("sources"), inputs = root.at("inputs"), splits = root.at("splits");
  if (!sources.json().is_object() || sources.json().empty()) return sources.wrong("must name a source.");
  for (const auto& entry : sources.json().items()) {
    ATHENA_ASSIGN(SourceSpec source, parse_source(sources.at(entry.key()), entry.key()));
    file.sources.push_back(std::move(source));
  }
  if (!inputs.json().is_array() || inputs.json().empty()) return inputs.wrong("must list a column.");
  for (std::size_t i = 0; i < inputs.json().size(); ++i) {
    ATHENA_ASSIGN(InputSpec input, parse_input(inputs.item(i)));
    file.inputs.push_back(std::move(input));
  }
  if (root.has("label")) {
    ATHENA_ASSIGN(file.label, root.at("label").text());
  }
  if (root.has("output")) {
    ATHENA_ASSIGN(file.output, parse_output(root.at("output")));
  }
  if (root.has("metric")) {
    ATHENA_ASSIGN(file.metric, root.at("metric").text());
    if (file.metric != "top1") return root.at("metric").wrong("must be \"top1\", the one metric there is.");
  }
  if (!splits.json().is_object() || splits.json().empty()) return splits.wrong("must name a split.");
  for (const auto& entry : splits.json().items()) {
    ATHENA_ASSIGN(SplitSpec split, parse_split(splits.at(entry.key()), entry.key()));
    file.splits.push_back(std::move(split));
  }
  return file;
}

Json binding_json(const DataFile& file) {
  Json json;
  json["inputs"] = Json::array();
  for (const InputSpec& input : file.inputs) {
    Json one{{"column", input.column}};
    if (!input.argument.empty()) one["argument"] = input.argument;
    if (!input.shape.empty()) one["shape"] = input.shape;
    if (!input.dtype.empty()) one["dtype"] = input.dtype;
    if (input.scale) one["scale"] = *input.scale;
    if (!input.mean.empty()) one["mean"] = input.mean;
    if (!input.std.empty()) one["std"] = input.std;
    json["inputs"].push_back(std::move(one));
  }
  if (!file.label.empty()) json["label"] = file.label;
  if (!file.output.empty()) {
    json["output"] = Json::array();
    for (const auto& step : file.output)
      std::visit([&](const auto& value) { json["output"].push_back(value); }, step);
  }
  json["metric"] = file.metric;
  for (const SplitSpec& split : file.splits) {
    Json& one = json["splits"][split.name] = Json{{"source", split.source}};
    if (split.begin != 0) one["begin"] = split.begin;
    if (split.end) one["end"] = *split.end;
  }
  return json;
}

}  // namespace

Result<DataFile> parse_data_file(std::string_view text, const std::string& where) {
  const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded())
    return fail(ErrorCode::InvalidArgument, "'" + where + "' is not valid JSON. See core/data/data_file.md.");
  const Node root(json, where, "");
  if (!json.is_object() || !json.contains("athena_data"))
    return root.wrong("must begin with \"athena_data\": 1. See core/data/data_file.md.");
  if (json["athena_data"] != 1)
    return fail(ErrorCode::NotSupported,
                "'" + where + "' was written by a newer Athena: this one reads \"athena_data\": 1.");
  return parse_root(root);
}

std::string print_data_file(const DataFile& file) {
  Json json{{"athena_data", 1}};
  if (!file.name.empty()) json["name"] = file.name;
  for (const SourceSpec& source : file.sources)
    for (const auto& [column, path] : source.columns)
      json["sources"][source.name][source.format][column] = path;
  const Json binding = binding_json(file);
  for (const auto& entry : binding.items()) json[entry.key()] = entry.value();
  return json.dump(2) + "\n";
}

std::string print_binding(const DataFile& file) { return binding_json(file).dump(); }

}  // namespace athena
