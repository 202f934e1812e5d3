// SPDX-License-Identifier: Apache-2.0
#include "core/data/csv.h"

#include <ATen/ATen.h>
#include <c10/util/StringUtil.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "core/base/sha256.h"
#include "core/data/dtypes.h"
#include "core/data/line_file.h"

namespace athena {
namespace {

constexpr std::size_t kMostClassNames = 100000;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::optional<double> number_of(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool is_whole(double value) {
  return std::abs(value) < 9e15 && value == static_cast<double>(std::int64_t(value));
}

/// What a column's fields were in all lines.
struct ColumnFacts {
  bool numbers = true, whole = true;
  std::int64_t first_word = 0;  // the line, counted from 1, whose field is no number
  std::set<std::string> words;  // only of the label
  bool too_many_words = false;
};

/// What was found out about a file when it was read.
struct CsvFile {
  std::shared_ptr<const LineFile> lines;
  std::string path;
  char separator = ',';
  bool has_header = false;
  std::vector<std::string> names;
  std::vector<ColumnFacts> facts;
  std::optional<std::size_t> label;

  std::int64_t rows() const { return lines->lines() - (has_header ? 1 : 0); }
};

char guessed_separator(std::string_view line) {
  constexpr std::array<char, 3> kSeparators{',', ';', '\t'};
  return *std::max_element(kSeparators.begin(), kSeparators.end(), [&](char a, char b) {
    return std::count(line.begin(), line.end(), a) < std::count(line.begin(), line.end(), b);
  });
}

/// The column of this name or number.
std::optional<std::size_t> find_column(const std::vector<std::string>& names, const std::string& wanted) {
  const auto found = std::find(names.begin(), names.end(), wanted);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  std::size_t number = 0;
  const auto [end, code] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
  const bool is_number = code == std::errc() && end == wanted.data() + wanted.size();
  return is_number && number < names.size() ? std::optional(number) : std::nullopt;
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

/// Reads the lines one after the other and finds out what the columns are.
class Scan {
 public:
  Scan(CsvFile& file, const CsvOptions& options) : file_(file), options_(options) {}

  Status operator()(std::string_view line, std::int64_t number) {
    if (number == 0)
      file_.separator = options_.separator.empty() ? guessed_separator(line) : options_.separator[0];
    const auto fields = split_csv_line(line, file_.separator);
    if (!fields) return wrong(number, "has a quote that is not closed, or text behind a closed one.");
    if (number == 0) {
      ATHENA_TRY(begin(*fields));
      if (file_.has_header) return {};
    }
    if (fields->size() != file_.names.size())
      return wrong(number,
                   c10::str("has ", fields->size(), " fields where ", file_.names.size(), " are expected."));
    for (std::size_t i = 0; i < fields->size(); ++i) look_at((*fields)[i], i, number);
    return {};
  }

 private:
  tl::unexpected<Error> wrong(std::int64_t number, const std::string& what) const {
    return fail(ErrorCode::InvalidArgument, c10::str("'", file_.path, "': line ", number + 1, " ", what));
  }
  Status begin(const std::vector<std::string>& fields) {
    file_.has_header = std::any_of(fields.begin(), fields.end(), [](const std::string& field) {
      return !trimmed(field).empty() && !number_of(field);
    });
    // A first line that ends with the name of a class is a sample.
    if (file_.has_header && fields.size() > 1)
      file_.has_header = std::count_if(fields.begin(), fields.end(),
                                       [](const auto& f) { return number_of(f).has_value(); }) == 0;
    for (std::size_t i = 0; i < fields.size(); ++i)
      file_.names.push_back(file_.has_header ? std::string(trimmed(fields[i])) : std::to_string(i));
    file_.facts.resize(fields.size());
    if (options_.label.empty()) return {};
    file_.label = find_column(file_.names, options_.label);
    if (file_.label) return {};
    return fail(ErrorCode::InvalidArgument, c10::str("'", file_.path, "' has no column \"", options_.label,
                                                     "\" for the label; it has: ", joined(file_.names), "."));
  }
  void look_at(const std::string& field, std::size_t column, std::int64_t number) {
    ColumnFacts& facts = file_.facts[column];
    const auto value = number_of(field);
    if (value) {
      facts.whole = facts.whole && is_whole(*value);
    } else if (facts.numbers) {
      facts.numbers = facts.whole = false;
      facts.first_word = number + 1;
    }
    if (column != file_.label || facts.too_many_words) return;
    facts.words.insert(std::string(trimmed(field)));
    facts.too_many_words = facts.words.size() > kMostClassNames;
  }

  CsvFile& file_;
  const CsvOptions& options_;
};

/// Some fields of each line, as numbers or as the names of classes.
class CsvColumn : public Column {
 public:
  CsvColumn(std::shared_ptr<const CsvFile> file, std::vector<std::size_t> fields, bool scalar,
            at::ScalarType dtype, std::map<std::string, std::int64_t> classes)
      : file_(std::move(file)),
        fields_(std::move(fields)),
        dtype_(dtype),
        classes_(std::move(classes)),
        hash_(sha256(file_->lines->hash() + c10::str(fields_))) {
    if (!scalar) row_shape_ = {static_cast<std::int64_t>(fields_.size())};
  }

  std::int64_t rows() const override { return file_->rows(); }
  const std::vector<std::int64_t>& row_shape() const override { return row_shape_; }
  at::ScalarType dtype() const override { return dtype_; }
  const std::string& content_hash() const override { return hash_; }
  const std::string& where() const override { return file_->path; }

  Result<at::Tensor> read(std::span<const std::int64_t> indices) const override {
    std::vector<double> values;
    values.reserve(indices.size() * fields_.size());
    for (const std::int64_t index : indices) {
      const std::int64_t number = index + (file_->has_header ? 1 : 0);
      ATHENA_TRY(check_row(index));
      ATHENA_ASSIGN(const std::string line, file_->lines->line(number));
      const auto fields = split_csv_line(line, file_->separator);
      for (const std::size_t field : fields_) {
        const auto value = fields && field < fields->size() ? value_of((*fields)[field]) : std::nullopt;
        if (!value)
          return fail(ErrorCode::Io, c10::str("'", where(), "': line ", number + 1,
                                              " has changed since it was opened. Open the data again."));
        values.push_back(*value);
      }
    }
    std::vector<std::int64_t> shape{static_cast<std::int64_t>(indices.size())};
    shape.insert(shape.end(), row_shape_.begin(), row_shape_.end());
    return at::tensor(values, at::kDouble).reshape(shape).to(dtype_);
  }

 private:
  std::optional<double> value_of(const std::string& field) const {
    if (classes_.empty()) return number_of(field);
    const auto found = classes_.find(std::string(trimmed(field)));
    return found == classes_.end() ? std::nullopt : std::optional(static_cast<double>(found->second));
  }

  std::shared_ptr<const CsvFile> file_;
  std::vector<std::size_t> fields_;
  std::vector<std::int64_t> row_shape_;
  at::ScalarType dtype_;
  std::map<std::string, std::int64_t> classes_;  // empty: the fields are numbers
  std::string hash_;
};

class CsvTable : public Table {
 public:
  CsvTable(std::shared_ptr<const CsvFile> file, std::vector<std::size_t> features)
      : file_(std::move(file)), features_(std::move(features)) {
    if (!features_.empty())
      add("features", "float32", {static_cast<std::int64_t>(features_.size())}, not_numbers(features_));
    if (file_->label) add("label", dtype_text(label_dtype()), {}, label_problem());
    for (std::size_t i = 0; i < file_->names.size(); ++i) {
      const std::string& name = file_->names[i];
      if (name == "features" || name == "label") continue;
      add(name, file_->facts[i].whole ? "int64" : "float32", {}, not_numbers({i}));
    }
  }

  const std::vector<ColumnInfo>& columns() const override { return columns_; }

  Result<ColumnHandle> open(const std::string& name, const JobContext&) const override {
    for (const ColumnInfo& column : columns_)
      if (column.name == name && !column.problem.empty())
        return fail(ErrorCode::InvalidArgument, column.problem);
    if (name == "features" && !features_.empty()) return make(features_, /*scalar=*/false, at::kFloat, {});
    if (name == "label" && file_->label) {
      std::map<std::string, std::int64_t> classes;
      if (!label_facts().numbers)
        for (const std::string& word : label_facts().words)
          classes.emplace(word, static_cast<std::int64_t>(classes.size()));
      return make({*file_->label}, /*scalar=*/true, label_dtype(), std::move(classes));
    }
    const std::size_t field = *find_column(file_->names, name);
    return make({field}, /*scalar=*/true, file_->facts[field].whole ? at::kLong : at::kFloat, {});
  }

 private:
  void add(const std::string& name, std::string dtype, std::vector<std::int64_t> shape, std::string problem) {
    columns_.push_back({name, std::move(dtype), std::move(shape), file_->rows(), std::move(problem)});
  }
  ColumnHandle make(std::vector<std::size_t> fields, bool scalar, at::ScalarType dtype,
                    std::map<std::string, std::int64_t> classes) const {
    return std::make_shared<CsvColumn>(file_, std::move(fields), scalar, dtype, std::move(classes));
  }
  const ColumnFacts& label_facts() const { return file_->facts[*file_->label]; }
  at::ScalarType label_dtype() const {
    return label_facts().numbers && !label_facts().whole ? at::kFloat : at::kLong;
  }
  std::string label_problem() const {
    if (label_facts().numbers || !label_facts().too_many_words) return {};
    return c10::str("'", file_->path, "': the label column holds more than ", kMostClassNames, " names.");
  }
  std::string not_numbers(const std::vector<std::size_t>& fields) const {
    for (const std::size_t i : fields)
      if (!file_->facts[i].numbers)
        return c10::str("'", file_->path, "': line ", file_->facts[i].first_word,
                        " has no number in the column \"", file_->names[i], "\".");
    return {};
  }

  std::shared_ptr<const CsvFile> file_;
  std::vector<std::size_t> features_;
  std::vector<ColumnInfo> columns_;
};

}  // namespace

std::optional<std::vector<std::string>> split_csv_line(std::string_view line, char separator) {
  std::vector<std::string> fields;
  for (;;) {
    std::string field;
    if (line.starts_with('"')) {
      line.remove_prefix(1);
      for (;;) {
        const auto quote = line.find('"');
        if (quote == std::string_view::npos) return std::nullopt;
        field += line.substr(0, quote);
        line.remove_prefix(quote + 1);
        if (!line.starts_with('"')) break;
        field += '"';
        line.remove_prefix(1);
      }
      if (!line.empty() && line.front() != separator) return std::nullopt;
    } else {
      const auto end = std::min(line.find(separator), line.size());
      field = line.substr(0, end);
      line.remove_prefix(end);
    }
    fields.push_back(std::move(field));
    if (line.empty()) return fields;
    line.remove_prefix(1);
  }
}

Result<TableHandle> open_csv_table(const ReaderSpec& spec, const JobContext& job) {
  auto file = std::make_shared<CsvFile>();
  file->path = spec.path;
  Scan scan(*file, spec.csv);
  ATHENA_ASSIGN(file->lines, LineFile::open(spec.path, std::ref(scan), job));
  if (file->rows() == 0)
    return fail(ErrorCode::InvalidArgument,
                c10::str("'", spec.path, "' holds no samples, only the columns' names."));
  std::vector<std::size_t> features;
  for (const std::string& name : spec.csv.features) {
    const auto column = find_column(file->names, name);
    if (!column)
      return fail(ErrorCode::InvalidArgument, c10::str("'", spec.path, "' has no column \"", name,
                                                       "\"; it has: ", joined(file->names), "."));
    features.push_back(*column);
  }
  if (spec.csv.features.empty())
    for (std::size_t i = 0; i < file->names.size(); ++i)
      if (i != file->label) features.push_back(i);
  return std::make_shared<CsvTable>(std::move(file), std::move(features));
}

}  // namespace athena
