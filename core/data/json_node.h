// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "athena/types/result.h"

namespace athena {

/// One JSON value and where it stands, so that every message can say it.
class Node {
 public:
  Node(const nlohmann::ordered_json& json, std::string file, std::string key)
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
  const nlohmann::ordered_json& json() const { return *json_; }

  Result<bool> truth() const {
    if (!json_->is_boolean()) return wrong("must be true or false.");
    return json_->get<bool>();
  }
  /// The text, number, ... of `key`, if it is there, into `into`.
  template <typename T, typename Read>
  Status optional(const std::string& key, Read read, T& into) const {
    if (!has(key)) return {};
    auto value = (at(key).*read)();
    if (!value) return tl::make_unexpected(std::move(value).error());
    into = *std::move(value);
    return {};
  }

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
  Result<std::vector<std::int64_t>> counts() const {
    if (!json_->is_array()) return wrong("must be a list of whole numbers.");
    std::vector<std::int64_t> all;
    for (std::size_t i = 0; i < json_->size(); ++i) {
      ATHENA_ASSIGN(const std::int64_t one, item(i).count());
      all.push_back(one);
    }
    return all;
  }
  Result<std::vector<std::string>> texts() const {
    if (!json_->is_array()) return wrong("must be a list of texts.");
    std::vector<std::string> all;
    for (std::size_t i = 0; i < json_->size(); ++i) {
      ATHENA_ASSIGN(std::string one, item(i).text());
      all.push_back(std::move(one));
    }
    return all;
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
  const nlohmann::ordered_json* json_;
  std::string file_, key_;
};

}  // namespace athena
