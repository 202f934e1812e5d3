// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <nlohmann/json.hpp>
#include <set>
#include <string>

namespace athena::test {

/// The keys in the table under a heading of app/cli/README.md ("Variant").
std::set<std::string> documented_keys(const std::string& heading);

std::set<std::string> keys_of(const nlohmann::json& object);

/// Fails the test where an object has other keys than the README says: those of all `headings` together.
void expect_documented(const nlohmann::json& object, const std::vector<std::string>& headings);

/// The whole of a variant or of a measurement, with what lies in it, as far as it is not null.
void expect_documented_measurement(const nlohmann::json& measurement,
                                   const std::vector<std::string>& headings);
void expect_documented_variant(const nlohmann::json& variant, const std::string& also = {});

}  // namespace athena::test
