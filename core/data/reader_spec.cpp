// SPDX-License-Identifier: Apache-2.0
#include "core/data/reader_spec.h"

#include <algorithm>
#include <utility>

#include "core/data/random_table.h"

namespace athena {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kMostSide = 1 << 14;

bool has_file_per_column(const std::string& format) { return format == "idx" || format == "npy"; }

/// One number, or height and width.
Result<std::vector<std::int64_t>> parse_size(const Node& node) {
  std::vector<std::int64_t> size;
  if (node.json().is_number()) {
    ATHENA_ASSIGN(const std::int64_t side, node.count());
    size = {side};
  } else {
    ATHENA_ASSIGN(size, node.counts());
  }
  const bool fits =
      std::all_of(size.begin(), size.end(), [](auto side) { return side > 0 && side <= kMostSide; });
  if (size.empty() || size.size() > 2 || !fits) return node.wrong("must be a side, or [height, width].");
  return size;
}

Status parse_csv(const Node& node, CsvOptions& csv) {
  ATHENA_TRY(node.optional("label", &Node::text, csv.label));
  ATHENA_TRY(node.optional("features", &Node::texts, csv.features));
  ATHENA_TRY(node.optional("separator", &Node::text, csv.separator));
  if (csv.separator.size() > 1) return node.at("separator").wrong("must be one character.");
  return {};
}

Status parse_images(const Node& node, ImageOptions& images) {
  for (const auto& [key, size] : {std::pair{"resize", &images.resize}, std::pair{"crop", &images.crop}})
    if (node.has(key)) {
      ATHENA_ASSIGN(*size, parse_size(node.at(key)));
    }
  ATHENA_TRY(node.optional("channels", &Node::count, images.channels));
  if (images.channels != 1 && images.channels != 3) return node.at("channels").wrong("must be 1 or 3.");
  return {};
}

Status parse_text(const Node& node, TextOptions& text) {
  constexpr std::int64_t kMost = 1 << 20;
  ATHENA_TRY(node.optional("vocab", &Node::text, text.vocab));
  ATHENA_TRY(node.optional("length", &Node::count, text.length));
  ATHENA_TRY(node.optional("lines", &Node::truth, text.lines));
  ATHENA_TRY(node.optional("lowercase", &Node::truth, text.lowercase));
  if (text.length < 2 || text.length > kMost) return node.at("length").wrong("must be from 2 to 1048576.");
  return {};
}

Status parse_columns(const Node& node, ReaderSpec& reader) {
  if (!node.json().is_object() || node.json().empty())
    return node.wrong("must name at least one column and what it is in the file.");
  for (const auto& entry : node.json().items()) {
    ATHENA_ASSIGN(std::string held, node.at(entry.key()).text());
    reader.columns.emplace_back(entry.key(), std::move(held));
  }
  return {};
}

/// {"samples": 256, "columns": {"x": "float32[3, 224, 224]"}}
Result<ReaderSpec> parse_random(const Node& node) {
  ReaderSpec reader;
  reader.format = "random";
  ATHENA_TRY(node.expect_object({"samples", "columns"}));
  ATHENA_TRY(node.optional("samples", &Node::count, reader.rows));
  if (reader.rows < 1) return node.at("samples").wrong("must be 1 or more.");
  if (!node.has("columns")) return node.wrong("must have \"columns\".");
  const Node columns = node.at("columns");
  ATHENA_TRY(parse_columns(columns, reader));
  for (const auto& [name, text] : reader.columns)
    if (const auto spec = parse_random_column(text); !spec)
      return columns.at(name).wrong("is no random column. " + spec.error().message);
  return reader;
}

Json size_json(const std::vector<std::int64_t>& size) {
  return size.size() == 1 ? Json(size[0]) : Json(size);
}

}  // namespace

const std::vector<std::string>& known_formats() {
  static const std::vector<std::string> formats{"idx",    "npy",  "npz",   "csv",
                                                "images", "text", "torch", "random"};
  return formats;
}

Result<ReaderSpec> parse_reader(const Node& node, const std::string& format) {
  ReaderSpec reader;
  reader.format = format;
  const auto& formats = known_formats();
  if (std::find(formats.begin(), formats.end(), format) == formats.end()) {
    std::string names;
    for (const std::string& name : formats) names += (names.empty() ? "" : ", ") + name;
    return node.wrong("is of an unknown format; known are: " + names + ".");
  }
  if (format == "random") return parse_random(node);
  if (has_file_per_column(format)) {
    ATHENA_TRY(parse_columns(node, reader));
    return reader;
  }
  if (node.json().is_string()) {
    ATHENA_ASSIGN(reader.path, node.text());
    return reader;
  }
  if (format == "csv")
    ATHENA_TRY(node.expect_object({"file", "label", "features", "separator"}));
  else if (format == "images")
    ATHENA_TRY(node.expect_object({"file", "resize", "crop", "channels"}));
  else if (format == "text")
    ATHENA_TRY(node.expect_object({"file", "vocab", "length", "lines", "lowercase"}));
  else
    ATHENA_TRY(node.expect_object({"file", "columns"}));
  if (!node.has("file")) return node.wrong("must name its \"file\".");
  ATHENA_TRY(node.optional("file", &Node::text, reader.path));
  if (node.has("columns")) ATHENA_TRY(parse_columns(node.at("columns"), reader));
  if (format == "csv") ATHENA_TRY(parse_csv(node, reader.csv));
  if (format == "images") ATHENA_TRY(parse_images(node, reader.images));
  if (format == "text") ATHENA_TRY(parse_text(node, reader.text));
  return reader;
}

Json reader_json(const ReaderSpec& reader) {
  Json json = Json::object();
  Json columns = Json::object();
  for (const auto& [column, held] : reader.columns) columns[column] = held;
  if (has_file_per_column(reader.format)) return columns;
  if (reader.format == "random") return {{"samples", reader.rows}, {"columns", std::move(columns)}};
  json["file"] = reader.path;
  if (!reader.columns.empty()) json["columns"] = std::move(columns);
  if (!reader.csv.label.empty()) json["label"] = reader.csv.label;
  if (!reader.csv.features.empty()) json["features"] = reader.csv.features;
  if (!reader.csv.separator.empty()) json["separator"] = reader.csv.separator;
  const TextOptions plain;
  if (!reader.images.resize.empty()) json["resize"] = size_json(reader.images.resize);
  if (!reader.images.crop.empty()) json["crop"] = size_json(reader.images.crop);
  if (reader.images.channels != ImageOptions().channels) json["channels"] = reader.images.channels;
  if (!reader.text.vocab.empty()) json["vocab"] = reader.text.vocab;
  if (reader.text.length != plain.length) json["length"] = reader.text.length;
  if (reader.text.lines) json["lines"] = true;
  if (!reader.text.lowercase) json["lowercase"] = false;
  return json.size() == 1 ? Json(reader.path) : json;
}

}  // namespace athena
