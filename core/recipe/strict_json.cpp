// SPDX-License-Identifier: Apache-2.0
#include "core/recipe/strict_json.h"

#include <algorithm>
#include <set>
#include <vector>

#include "core/recipe/words.h"

namespace athena::recipe {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::size_t most_bytes = std::size_t{4} << 20;
constexpr std::size_t most_levels = 16;
constexpr std::size_t most_keys = 64;  // of one object; keeps the search for a key short

/// Builds the document, refusing what a recipe never holds while it is being read.
class Builder : public nlohmann::json_sax<Json> {
 public:
  Json document;
  std::string problem;

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(std::int64_t value) override { return add(value); }
  bool number_unsigned(std::uint64_t value) override {
    if (value > static_cast<std::uint64_t>(INT64_MAX)) return refuse("the number is too large");
    return add(static_cast<std::int64_t>(value));
  }
  bool number_float(double value, const std::string& text) override {
    if (text.find_first_of(".eE") == std::string::npos) return refuse("the number is too large");
    return add(value);
  }
  bool string(std::string& value) override { return add(std::move(value)); }
  bool binary(Json::binary_t&) override { return refuse("binary values are not allowed"); }

  bool start_object(std::size_t) override {
    keys_.emplace_back();
    return open(Json::object());
  }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override {
    keys_.pop_back();
    stack_.pop_back();
    return true;
  }
  bool end_array() override {
    stack_.pop_back();
    return true;
  }
  bool key(std::string& name) override {
    if (keys_.back().size() == most_keys)
      return refuse("an object holds more than " + std::to_string(most_keys) + " keys");
    if (!keys_.back().insert(name).second) return refuse("the key " + in_quotes(name) + " is there twice");
    key_ = std::move(name);
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) override {
    std::string text =
        error.what();  // "[json.exception.parse_error.101] parse error at line 1, column 2: ..."
    if (const auto colon = text.find(": "); colon != std::string::npos) text = text.substr(colon + 2);
    return refuse(shortened_line(text));
  }

 private:
  static std::string shortened_line(const std::string& text) { return text.substr(0, 300); }

  bool refuse(std::string why) {
    if (problem.empty()) problem = std::move(why);
    return false;
  }

  Json* place(Json value) {
    if (stack_.empty()) {
      document = std::move(value);
      return &document;
    }
    Json& parent = *stack_.back();
    if (parent.is_array()) {
      parent.push_back(std::move(value));
      return &parent.back();
    }
    return &(parent[key_] = std::move(value));
  }
  bool add(Json value) {
    place(std::move(value));
    return true;
  }
  bool open(Json value) {
    if (stack_.size() == most_levels)
      return refuse("it is nested deeper than " + std::to_string(most_levels) + " levels");
    stack_.push_back(place(std::move(value)));
    return true;
  }

  // A parent is never added to while one of its children is open, so these stay valid.
  std::vector<Json*> stack_;
  std::vector<std::set<std::string>> keys_;
  std::string key_;
};

/// Counts the bytes that the parser takes.
struct Counted {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char* at;
  std::size_t* count;

  reference operator*() const { return *at; }
  Counted& operator++() {
    ++at;
    ++*count;
    return *this;
  }
  bool operator==(const Counted& other) const { return at == other.at; }
};

}  // namespace

Result<Json> parse_strict(std::string_view text) {
  if (text.size() > most_bytes)
    return fail(ErrorCode::InvalidArgument, "This is no recipe: it is larger than 4 MiB.");
  // The parser calls back at most a token ahead, so the bytes read so far give the line of a problem.
  std::size_t read = 0;
  Builder builder;
  const char* begin = text.data();
  if (Json::sax_parse(Counted{begin, &read}, Counted{begin + text.size(), &read}, &builder))
    return std::move(builder.document);
  const auto line = 1 + std::count(begin, begin + std::min(read, text.size()), '\n');
  return fail(ErrorCode::InvalidArgument,
              "The recipe's JSON can't be read: line " + std::to_string(line) + ": " + builder.problem + ".");
}

}  // namespace athena::recipe
