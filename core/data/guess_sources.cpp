// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

#include "core/base/lower_case.h"
#include "core/data/guess_data.h"
#include "core/data/table.h"

namespace athena {
namespace {

namespace fs = std::filesystem;

struct SplitWord {
  std::string_view word;
  const char* split;
};
constexpr std::array<SplitWord, 9> kSplitWords{{{"train", "train"},
                                                {"training", "train"},
                                                {"validation", "validate"},
                                                {"valid", "validate"},
                                                {"val", "validate"},
                                                {"dev", "validate"},
                                                {"calibrate", "calibrate"},
                                                {"calib", "calibrate"},
                                                {"test", "test"}}};

bool is_separator(char c) { return c == '_' || c == '-' || c == '.'; }

/// The split that a part of `name` stands for, and the name without that part.
std::pair<std::string, std::string> take_split(const std::string& name) {
  for (std::size_t begin = 0; begin < name.size();) {
    std::size_t end = begin;
    while (end < name.size() && !is_separator(name[end])) ++end;
    const std::string part = lower_case(name.substr(begin, end - begin));
    for (const SplitWord& known : kSplitWords)
      if (part == known.word) {
        std::string rest = name.substr(0, begin > 0 ? begin - 1 : 0) +
                           name.substr(begin > 0 ? end : std::min(end + 1, name.size()));
        return {known.split, rest};
      }
    begin = end + 1;
  }
  return {{}, name};
}

SourceSpec& source_named(DataFile& file, const std::string& name) {
  for (SourceSpec& source : file.sources)
    if (source.name == name) return source;
  file.sources.push_back({name, {}});
  return file.sources.back();
}

void add_split(DataFile& file, const std::string& split, const std::string& source) {
  const bool there =
      std::any_of(file.splits.begin(), file.splits.end(), [&](const auto& s) { return s.name == split; });
  if (!split.empty() && !there) file.splits.push_back({split, source, 0, {}});
}

std::string path_ending(const std::string& path) {
  std::string name = lower_case(fs::path(path).filename().string());
  if (name.ends_with(".gz")) name.resize(name.size() - 3);
  const auto dot = name.rfind('.');
  return dot == std::string::npos ? "" : name.substr(dot);
}

std::optional<std::string> format_of(const std::string& path) {
  std::error_code none;
  if (fs::is_directory(path, none)) return "images";
  const std::string ending = path_ending(path);
  if (ending == ".npz") return "npz";
  if (ending == ".npy") return "npy";
  if (ending == ".csv" || ending == ".tsv") return "csv";
  if (ending == ".pt" || ending == ".pth") return "torch";
  if (ending == ".txt") return "text";
  if (lower_case(fs::path(path).filename().string()).find("ubyte") != std::string::npos) return "idx";
  return std::nullopt;
}

/// Name of the column that a file with one array becomes.
std::string column_of(const std::string& stem, const std::string& format) {
  if (format != "idx") return stem.empty() ? "x" : stem;
  return stem.find("label") != std::string::npos ? "label" : "image";
}

/// Which column of a CSV file is its label: by its name, or the last one where it holds words.
Result<std::string> guess_csv_label(const ReaderSpec& reader, const JobContext& job) {
  ATHENA_ASSIGN(const TableHandle table, open_table(reader, job));
  std::string last;
  for (const ColumnInfo& column : table->columns()) {
    if (column.name == "features") continue;
    for (const char* name : {"label", "target", "class", "y"})
      if (lower_case(column.name) == name) return column.name;
    last = column.problem.empty() ? "" : column.name;
  }
  return last;
}

/// An archive whose arrays are named by split ("x_train", "x_test") becomes a source for each.
Result<bool> split_arrays(DataFile& file, const ReaderSpec& reader, const JobContext& job) {
  ATHENA_ASSIGN(const TableHandle table, open_table(reader, job));
  bool any = false;
  for (const ColumnInfo& column : table->columns()) {
    const auto [split, name] = take_split(column.name);
    if (split.empty() || !column.problem.empty()) continue;
    any = true;
    SourceSpec& source = source_named(file, split);
    if (source.readers.empty()) {
      source.readers.push_back(reader);
      source.readers.back().columns.clear();
    }
    source.readers.back().columns.emplace_back(name.empty() ? column.name : name, column.name);
    add_split(file, split, split);
  }
  return any;
}

Status add_file(DataFile& file, const std::string& path, const std::string& vocab, const JobContext& job) {
  const auto format = format_of(path);
  std::error_code none;
  if (!fs::exists(path, none)) return fail(ErrorCode::NotFound, "There is no file or folder '" + path + "'.");
  if (!format)
    return fail(ErrorCode::NotSupported,
                "'" + path +
                    "' is of no kind that Athena reads: .npz, .npy, .csv, .pt, .txt, IDX files, or a folder "
                    "of images per class.");
  std::string stem = fs::path(path).filename().string();
  if (*format != "images")
    if (const auto dot = stem.find('.'); dot != std::string::npos) stem.resize(dot);
  auto [split, name] = take_split(stem);
  if (split.empty() && stem.starts_with("t10k")) split = "test";
  ReaderSpec reader;
  reader.format = *format;
  reader.path = path;
  if (*format == "npy" || *format == "idx") {
    SourceSpec& source = source_named(file, split.empty() ? "all" : split);
    reader.path.clear();
    const auto same = std::find_if(source.readers.begin(), source.readers.end(),
                                   [&](const auto& r) { return r.format == *format; });
    ReaderSpec& into = same != source.readers.end() ? *same : source.readers.emplace_back(std::move(reader));
    into.columns.emplace_back(column_of(name, *format), path);
    add_split(file, split, source.name);
    return {};
  }
  if (*format == "npz" || *format == "torch") {
    ATHENA_ASSIGN(const bool by_split, split_arrays(file, reader, job));
    if (by_split) return {};
  }
  if (*format == "csv") {
    ATHENA_ASSIGN(reader.csv.label, guess_csv_label(reader, job));
  }
  if (*format == "text") reader.text.vocab = vocab;
  SourceSpec& source = source_named(file, split.empty() ? "all" : split);
  if (std::any_of(source.readers.begin(), source.readers.end(),
                  [&](const auto& r) { return r.format == *format; }))
    return fail(
        ErrorCode::InvalidArgument,
        "'" + path + "' and '" + source.readers.front().path +
            "' are of one kind and, by their names, of one split. Name them like train and test, or write "
            "the data file by hand (core/data/data_file.md).");
  source.readers.push_back(std::move(reader));
  add_split(file, split, source.name);
  return {};
}

}  // namespace

Result<DataFile> guess_sources(const std::vector<std::string>& files, const JobContext& job) {
  DataFile file;
  std::string vocab;
  for (const std::string& path : files)
    if (lower_case(fs::path(path).filename().string()).starts_with("vocab") && files.size() > 1) vocab = path;
  for (const std::string& path : files) {
    const std::string name = lower_case(fs::path(path).filename().string());
    const bool script = name.ends_with(".pt");
    if (path == vocab) continue;
    if (script && name.starts_with("preprocess")) {
      file.preprocess = path;
    } else if (script && name.starts_with("metric")) {
      file.metric = {name.substr(0, name.size() - 3), path, true};
    } else if (script && name.starts_with("loss")) {
      file.loss = path;
    } else {
      ATHENA_TRY(add_file(file, path, vocab, job));
    }
  }
  if (file.sources.empty()) return fail(ErrorCode::InvalidArgument, "No files with samples were given.");
  return file;
}

Result<std::vector<SourceInfo>> list_columns(const DataFile& file, const JobContext& job) {
  std::vector<SourceInfo> sources;
  for (const SourceSpec& source : file.sources) {
    SourceInfo info{source.name, {}};
    for (const ReaderSpec& reader : source.readers) {
      ATHENA_ASSIGN(const TableHandle table, open_table(reader, job));
      info.columns.insert(info.columns.end(), table->columns().begin(), table->columns().end());
    }
    sources.push_back(std::move(info));
  }
  return sources;
}

void guess_splits(DataFile& file, const std::vector<SourceInfo>& sources) {
  if (!file.splits.empty() || sources.empty()) return;
  constexpr std::int64_t kMostCalibrating = 512;
  std::int64_t rows = 0;
  for (const ColumnInfo& column : sources.front().columns) rows = std::max(rows, column.rows);
  const std::int64_t cut = std::min(kMostCalibrating, rows / 10);
  if (cut > 0) file.splits.push_back({"calibrate", sources.front().name, 0, cut});
  file.splits.push_back({"test", sources.front().name, cut, {}});
}

}  // namespace athena
