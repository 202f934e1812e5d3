// SPDX-License-Identifier: Apache-2.0
#include "core/data/data_file.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/data/constant_input.h"
#include "core/data/json_node.h"
#include "core/data/reader_spec.h"

namespace athena {
namespace {

using Json = nlohmann::ordered_json;

Result<SourceSpec> parse_source(const Node& node, const std::string& name) {
  if (!node.json().is_object() || node.json().empty()) return node.wrong("must name a format and its files.");
  SourceSpec source{name, {}};
  for (const auto& entry : node.json().items()) {
    ATHENA_ASSIGN(ReaderSpec reader, parse_reader(node.at(entry.key()), entry.key()));
    source.readers.push_back(std::move(reader));
  }
  return source;
}

Result<InputSpec> parse_constant(const Node& node) {
  ATHENA_TRY(node.expect_object({"value", "argument", "dtype"}));
  InputSpec input;
  input.value = node.at("value").json().dump();
  if (!is_constant(input.value))
    return node.at("value").wrong("must be a number, true, false, a text, or a list of numbers.");
  ATHENA_TRY(node.optional("argument", &Node::text, input.argument));
  ATHENA_TRY(node.optional("dtype", &Node::text, input.dtype));
  return input;
}

Result<InputSpec> parse_input(const Node& node) {
  if (node.has("value")) return parse_constant(node);
  ATHENA_TRY(node.expect_object({"column", "argument", "shape", "dtype", "scale", "mean", "std"}));
  InputSpec input;
  if (!node.has("column"))
    return node.wrong("must name its \"column\", or the \"value\" that every sample gets.");
  ATHENA_ASSIGN(input.column, node.at("column").text());
  ATHENA_TRY(node.optional("argument", &Node::text, input.argument));
  ATHENA_TRY(node.optional("dtype", &Node::text, input.dtype));
  ATHENA_TRY(node.optional("shape", &Node::counts, input.shape));
  ATHENA_TRY(node.optional("scale", &Node::number, input.scale));
  ATHENA_TRY(node.optional("mean", &Node::numbers, input.mean));
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
  ATHENA_TRY(node.optional("begin", &Node::count, split.begin));
  ATHENA_TRY(node.optional("end", &Node::count, split.end));
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

/// "top1", or {"file": "metric.pt", "name": "mean IoU", "higher_is_better": true}.
Result<MetricSpec> parse_metric(const Node& node) {
  MetricSpec metric;
  if (node.json().is_string()) {
    ATHENA_ASSIGN(metric.name, node.text());
    const auto& known = known_metrics();
    if (std::find(known.begin(), known.end(), metric.name) != known.end()) return metric;
    std::string names;
    for (const std::string& name : known) names += (names.empty() ? "" : ", ") + name;
    return node.wrong("must be one of " + names +
                      ", or {\"file\": \"metric.pt\"} for a TorchScript file that computes it.");
  }
  ATHENA_TRY(node.expect_object({"file", "name", "higher_is_better"}));
  if (!node.has("file")) return node.wrong("must name the TorchScript \"file\" that computes it.");
  ATHENA_TRY(node.optional("file", &Node::text, metric.file));
  ATHENA_TRY(node.optional("higher_is_better", &Node::truth, metric.higher_is_better));
  metric.name = metric.file.substr(metric.file.rfind('/') + 1);
  if (metric.name.ends_with(".pt")) metric.name.resize(metric.name.size() - 3);
  ATHENA_TRY(node.optional("name", &Node::text, metric.name));
  return metric;
}

Result<DataFile> parse_root(const Node& root) {
  ATHENA_TRY(root.expect_object({"athena_data", "name", "sources", "inputs", "preprocess", "label", "output",
                                 "metric", "loss", "splits"}));
  for (const char* key : {"sources", "inputs", "splits"})
    if (!root.has(key)) return root.wrong(std::string("must have \"") + key + "\".");
  DataFile file;
  ATHENA_TRY(root.optional("name", &Node::text, file.name));
  ATHENA_TRY(root.optional("label", &Node::text, file.label));
  ATHENA_TRY(root.optional("preprocess", &Node::text, file.preprocess));
  ATHENA_TRY(root.optional("loss", &Node::text, file.loss));
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
  const bool fed = std::any_of(file.inputs.begin(), file.inputs.end(),
                               [](const InputSpec& input) { return input.value.empty(); });
  if (!fed) return inputs.wrong("must list a column: values alone are no samples.");
  if (root.has("output")) {
    ATHENA_ASSIGN(file.output, parse_output(root.at("output")));
  }
  if (root.has("metric")) {
    ATHENA_ASSIGN(file.metric, parse_metric(root.at("metric")));
  }
  if (!splits.json().is_object() || splits.json().empty()) return splits.wrong("must name a split.");
  for (const auto& entry : splits.json().items()) {
    ATHENA_ASSIGN(SplitSpec split, parse_split(splits.at(entry.key()), entry.key()));
    file.splits.push_back(std::move(split));
  }
  return file;
}

Json input_json(const InputSpec& input) {
  Json json;
  if (input.value.empty())
    json["column"] = input.column;
  else
    json["value"] = Json::parse(input.value);
  if (!input.argument.empty()) json["argument"] = input.argument;
  if (!input.shape.empty()) json["shape"] = input.shape;
  if (!input.dtype.empty()) json["dtype"] = input.dtype;
  if (input.scale) json["scale"] = *input.scale;
  if (!input.mean.empty()) json["mean"] = input.mean;
  if (!input.std.empty()) json["std"] = input.std;
  return json;
}

Json whole_json(const DataFile& file) {
  Json json{{"athena_data", 1}};
  if (!file.name.empty()) json["name"] = file.name;
  for (const SourceSpec& source : file.sources)
    for (const ReaderSpec& reader : source.readers)
      json["sources"][source.name][reader.format] = reader_json(reader);
  json["inputs"] = Json::array();
  for (const InputSpec& input : file.inputs) json["inputs"].push_back(input_json(input));
  if (!file.preprocess.empty()) json["preprocess"] = file.preprocess;
  if (!file.label.empty()) json["label"] = file.label;
  if (!file.output.empty()) {
    json["output"] = Json::array();
    for (const auto& step : file.output)
      std::visit([&](const auto& value) { json["output"].push_back(value); }, step);
  }
  const MetricSpec& metric = file.metric;
  if (!metric.file.empty())
    json["metric"] = {
        {"file", metric.file}, {"name", metric.name}, {"higher_is_better", metric.higher_is_better}};
  else if (!metric.name.empty())
    json["metric"] = metric.name;
  if (!file.loss.empty()) json["loss"] = file.loss;
  for (const SplitSpec& split : file.splits) {
    Json& one = json["splits"][split.name] = Json{{"source", split.source}};
    if (split.begin != 0) one["begin"] = split.begin;
    if (split.end) one["end"] = *split.end;
  }
  return json;
}

}  // namespace

const std::vector<std::string>& known_metrics() {
  static const std::vector<std::string> metrics{
      "top1",          "top5", "f1",  "f1-binary", "cross-entropy", "perplexity",
      "bits-per-byte", "mse",  "mae", "r2",        "miou"};
  return metrics;
}

Status for_each_path(DataFile& file, const std::function<Status(std::string&)>& visit) {
  for (SourceSpec& source : file.sources)
    for (ReaderSpec& reader : source.readers) {
      if (reader.path.empty() && reader.format != "random")
        for (auto& [column, path] : reader.columns) ATHENA_TRY(visit(path));
      for (std::string* path : {&reader.path, &reader.text.vocab})
        if (!path->empty()) ATHENA_TRY(visit(*path));
    }
  for (std::string* path : {&file.preprocess, &file.metric.file, &file.loss})
    if (!path->empty()) ATHENA_TRY(visit(*path));
  return {};
}

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

std::string print_data_file(const DataFile& file) { return whole_json(file).dump(2) + "\n"; }

std::string print_binding(const DataFile& file) {
  DataFile bound = file;
  bound.name.clear();
  // A vocabulary that is there at all makes words of a text.
  const auto forget = [](std::string& path) -> Status {
    path = "file";
    return {};
  };
  (void)for_each_path(bound, forget);  // which never fails
  return whole_json(bound).dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace athena
