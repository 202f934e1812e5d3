// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <string_view>

#include "core/data/guess_data.h"

namespace athena {
namespace {

std::string plain(std::string_view name) {
  std::string text;
  for (const char c : name)
    if (std::isalnum(static_cast<unsigned char>(c)))
      text += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

bool is_label_name(std::string_view name) {
  constexpr std::array<std::string_view, 10> kNames{"label", "labels",  "y",    "target",     "targets",
                                                    "class", "classes", "next", "mask_label", "gt"};
  const std::string wanted = plain(name);
  return std::any_of(kNames.begin(), kNames.end(),
                     [&](std::string_view known) { return wanted == plain(known); });
}

bool is_whole(const ColumnInfo& column) {
  return column.dtype.starts_with("int") || column.dtype.starts_with("uint") || column.dtype == "bool";
}

bool is_tensor(const ArgumentInfo& argument) { return argument.type.find("Tensor") != std::string::npos; }

/// True where the argument's name says that it takes numbers of things rather than amounts.
bool takes_indices(const std::string& argument) {
  const std::string name = plain(argument);
  return name.ends_with("ids") || name.ends_with("tokens") || name.ends_with("token") ||
         name.ends_with("indices") || name.ends_with("index");
}

/// How well a column suits an argument; 0: not at all.
int suits(const ColumnInfo& column, const ArgumentInfo& argument) {
  const std::string a = plain(argument.name), c = plain(column.name);
  if (a == c) return 100;
  if (argument.has_default) return 0;  // only for its very name
  int score = 1;
  if (a.size() > 2 && c.size() > 2 && (a.starts_with(c) || c.starts_with(a))) score += 50;
  if ((a.find("mask") != std::string::npos) != (c.find("mask") != std::string::npos)) return 0;
  if (takes_indices(argument.name) == is_whole(column)) score += 10;
  if (!column.shape.empty()) score += 5;
  return score;
}

/// What most models take in place of a type that data have.
std::string usual_dtype(const ColumnInfo& column, const std::string& argument) {
  if (column.dtype == "float64") return "float32";
  if (column.dtype == "int32" || column.dtype == "int16" || column.dtype == "int8" ||
      column.dtype.starts_with("uint1") || column.dtype.starts_with("uint3"))
    return "int64";
  if (column.dtype == "uint8" && takes_indices(argument)) return "int64";
  return {};
}

InputSpec input_of(const ColumnInfo& column, const std::string& argument) {
  InputSpec input;
  input.column = column.name;
  input.argument = argument;
  input.dtype = usual_dtype(column, argument);
  return input;
}

}  // namespace

Status guess_binding(DataFile& file, const std::vector<SourceInfo>& sources,
                     const std::vector<ArgumentInfo>& arguments) {
  const std::vector<ColumnInfo> columns = common_columns(sources);
  if (columns.empty()) {
    std::string problem = "The sources have no column in common.";
    if (!sources.empty())
      for (const ColumnInfo& column : sources.front().columns)
        if (!column.problem.empty()) problem = column.problem;
    return fail(ErrorCode::InvalidArgument, problem);
  }
  std::set<std::string> taken;
  std::vector<std::string> wanted;
  for (const ArgumentInfo& argument : arguments) wanted.push_back(plain(argument.name));
  for (const ColumnInfo& column : columns)
    if (file.label.empty() && columns.size() > 1 && is_label_name(column.name) &&
        std::find(wanted.begin(), wanted.end(), plain(column.name)) == wanted.end())
      file.label = column.name;
  taken.insert(file.label);
  for (const ArgumentInfo& argument : arguments) {
    if (!is_tensor(argument)) continue;
    const ColumnInfo* best = nullptr;
    for (const ColumnInfo& column : columns)
      if (!taken.contains(column.name) && suits(column, argument) > (best ? suits(*best, argument) : 0))
        best = &column;
    if (!best) continue;
    taken.insert(best->name);
    file.inputs.push_back(input_of(*best, argument.name));
  }
  if (arguments.empty())
    for (const ColumnInfo& column : columns)
      if (!taken.contains(column.name) && file.inputs.empty()) {
        taken.insert(column.name);
        file.inputs.push_back(input_of(column, ""));
      }
  if (file.inputs.empty())
    return fail(ErrorCode::InvalidArgument,
                "No column suits an argument of the model. Name the columns like the arguments.");
  // What is left over and counts classes is the label.
  if (file.label.empty())
    for (const ColumnInfo& column : columns)
      if (!taken.contains(column.name) && column.shape.empty() && is_whole(column)) {
        file.label = column.name;
        break;
      }
  return {};
}

}  // namespace athena
