// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/documented.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <regex>

namespace athena::test {

std::set<std::string> documented_keys(const std::string& heading) {
  std::ifstream readme(std::string(std::getenv("ATHENA_SOURCE_DIR")) + "/app/cli/README.md");
  std::set<std::string> keys;
  bool inside = false;
  for (std::string line; std::getline(readme, line);) {
    if (line.starts_with("#")) inside = line == "### " + heading;
    if (!inside || !line.starts_with("| `")) continue;
    const std::string first = line.substr(1, line.find('|', 1) - 1);
    static const std::regex code("`([a-z0-9_]+)`");
    for (std::sregex_iterator it(first.begin(), first.end(), code), end; it != end; ++it)
      keys.insert((*it)[1]);
  }
  EXPECT_FALSE(keys.empty()) << "app/cli/README.md has no table under '" << heading << "'";
  return keys;
}

std::set<std::string> keys_of(const nlohmann::json& object) {
  std::set<std::string> keys;
  for (const auto& entry : object.items())
    if (entry.key() != "schema") keys.insert(entry.key());
  return keys;
}

void expect_documented(const nlohmann::json& object, const std::vector<std::string>& headings) {
  std::set<std::string> wanted;
  for (const std::string& heading : headings) wanted.merge(documented_keys(heading));
  EXPECT_EQ(keys_of(object), wanted) << headings.front();
}

void expect_documented_measurement(const nlohmann::json& measurement,
                                   const std::vector<std::string>& headings) {
  expect_documented(measurement, headings);
  const auto expect_part = [](const nlohmann::json& part, const std::string& heading) {
    if (!part.is_null()) expect_documented(part, {heading});
  };
  expect_part(measurement.at("agreement"), "Agreement");
  expect_part(measurement.at("coverage"), "Coverage");
  expect_part(measurement.at("latency"), "Timed run");
  expect_part(measurement.at("data"), "Data source");
  expect_part(measurement.at("environment"), "Environment");
  const auto& baseline = measurement.at("baseline");
  expect_documented(baseline, {"Baseline"});
  expect_part(baseline.at("latency"), "Latency");
  expect_part(baseline.at("optimized"), "Optimized fp32");
}

void expect_documented_variant(const nlohmann::json& variant, const std::string& also) {
  std::vector<std::string> headings = {"Variant summary", "Variant"};
  if (!also.empty()) headings.push_back(also);
  expect_documented_measurement(variant, headings);
  for (const auto& layer : variant.at("layers")) {
    expect_documented(layer, {"Layer report"});
    for (const auto& site : layer.at("sites")) expect_documented(site, {"Site report"});
  }
  for (const auto& pass : variant.at("passes")) expect_documented(pass, {"Pass report"});
  for (const auto& point : variant.at("curve")) expect_documented(point, {"Training point"});
  for (const auto& each : variant.at("measurements")) expect_documented_measurement(each, {"Measurement"});
  EXPECT_EQ(variant.at("recipe").at("athena_recipe"), 1);
}

}  // namespace athena::test
