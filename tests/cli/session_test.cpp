// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/cli.h"
#include "tests/cli/documented.h"
#include "tests/core/session/examples.h"

namespace athena::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Variant variant_named(const std::string& name) {
  Variant variant = example_variant(name);
  variant.recipe = {"recipe", 7, {{"quantize", {}, {Rule{"", {"Linear"}, "int8-dynamic", {}}}}}};
  return variant;
}

/// A session with a variant of each name, all measured alike.
class SessionCommand : public ::testing::Test {
 protected:
  SessionCommand() {
    const auto session = must(Session::create(path_));
    must(session->put_model({std::string(64, 'a'), "/models/a.pt", 4100000}));
    must(session->put_dataset({"fingerprint", "/data", "digits"}));
    for (const char* name : {"int8", "int4", "both"}) must(session->add_variant(variant_named(name), ""));
  }

  void add(const Variant& variant) { must(must(Session::open(path_))->add_variant(variant, "")); }

  std::vector<std::string> names() {
    std::vector<std::string> all;
    const auto json = cli_json({"session", "list", path_});
    for (const auto& variant : json.at("variants")) all.push_back(variant.at("name"));
    return all;
  }

  TemporaryFolder folder_;
  const std::string path_ = folder_ / "s.athena";
};

TEST_F(SessionCommand, ListIsAsDocumented) {
  const auto json = cli_json({"session", "list", path_});
  expect_documented(json, {"session list"});
  expect_documented(json.at("models").at(0), {"Model file"});
  expect_documented(json.at("datasets").at(0), {"Dataset"});
  for (const auto& variant : json.at("variants")) expect_documented_measurement(variant, {"Variant summary"});
  EXPECT_THAT(names(), ElementsAre("int8", "int4", "both"));
}

TEST_F(SessionCommand, ShowGivesTheFiguresAsTheyAre) {
  const auto json = cli_json({"session", "show", path_, "int4"});
  expect_documented_variant(json);
  EXPECT_EQ(json.at("id"), 2);
  EXPECT_EQ(json.at("accuracy"), 0.1 + 0.2);
  EXPECT_EQ(json.at("interval"), nlohmann::json::array({1.0 / 3, 0.98765432109876543}));
  EXPECT_EQ(json.at("samples"), 10000);
  EXPECT_EQ(json.at("latency_ms"), 1.25);
  EXPECT_EQ(json.at("baseline").at("accuracy"), 0.99);
  EXPECT_EQ(json.at("baseline").at("file_bytes"), 4100000);
  EXPECT_EQ(json.at("baseline").at("optimized").at("as"), "frozen");
  EXPECT_TRUE(json.at("agreement").at("sqnr_db").is_null()) << "an infinity is no JSON";
  EXPECT_EQ(json.at("curve").at(1).at("step"), 100);
  EXPECT_EQ(json.at("layers").at(0).at("kernel"), "u8s8_f32_6x64_avx512vnni");
}

TEST_F(SessionCommand, ARecipeThatNoFileCouldHoldIsNull) {
  add(example_variant("infinite"));
  EXPECT_TRUE(cli_json({"session", "show", path_, "infinite"}).at("recipe").is_null());
  EXPECT_EQ(cli({"session", "show", path_, "infinite"}).exit, 0);
}

TEST_F(SessionCommand, ShowForAPersonNamesWhatMatters) {
  const CliResult result = cli({"session", "show", path_, "2"});
  EXPECT_EQ(result.exit, 0);
  for (const char* part :
       {"int4", "encoder.linear1", "int8-dynamic", "262 kB", "66.6 kB", "noisy", "1.25 ms"})
    EXPECT_THAT(result.output, HasSubstr(part));
}

TEST_F(SessionCommand, AVariantIsNamedByNumberOrName) {
  EXPECT_EQ(cli_json({"session", "show", path_, "3"}).at("name"), "both");
  add(variant_named("int8"));
  const auto two = cli_json({"session", "show", path_, "int8"}, 3).at("error");
  EXPECT_EQ(two.at("code"), "invalid_argument");
  EXPECT_THAT(two.at("message").get<std::string>(), HasSubstr("1 'int8', 4 'int8'"));
  const auto none = cli_json({"session", "show", path_, "int2"}, 3).at("error");
  EXPECT_EQ(none.at("code"), "not_found");
  EXPECT_THAT(none.at("message").get<std::string>(), HasSubstr("2 'int4'"));
}

TEST_F(SessionCommand, CompareKeepsApartWhatIsNotComparable) {
  Variant elsewhere = variant_named("elsewhere");
  elsewhere.measurements.back().environment.machine = "Another CPU";
  add(elsewhere);
  Variant unmeasured = variant_named("unmeasured");
  unmeasured.measurements.clear();
  add(unmeasured);
  Variant other_model = variant_named("other model");
  other_model.model_hash = std::string(64, 'b');
  add(other_model);
  const auto json = cli_json({"session", "compare", path_});
  expect_documented(json, {"session compare"});
  std::vector<std::size_t> sizes;
  for (const auto& group : json.at("groups")) {
    expect_documented(group, {"Group"});
    sizes.push_back(group.at("variants").size());
  }
  EXPECT_THAT(sizes, ElementsAre(3u, 1u, 1u, 1u));
  EXPECT_TRUE(json.at("groups").at(0).at("why_apart").is_null());
  EXPECT_THAT(json.at("groups").at(1).at("why_apart").get<std::string>(), HasSubstr("Another CPU"));
  EXPECT_THAT(json.at("groups").at(3).at("why_apart").get<std::string>(), HasSubstr("another model"));
  const CliResult text = cli({"session", "compare", path_});
  for (const char* part : {"original", "optimized fp32 (frozen)", "Another CPU", "unmeasured"})
    EXPECT_THAT(text.output, HasSubstr(part));
}

TEST_F(SessionCommand, CompareTakesSomeInTheirOrder) {
  const auto groups = cli_json({"session", "compare", path_, "both", "1"}).at("groups");
  ASSERT_EQ(groups.size(), 1u);
  EXPECT_EQ(groups[0].at("variants").at(0).at("name"), "both");
  EXPECT_EQ(groups[0].at("variants").at(1).at("name"), "int8");
}

TEST_F(SessionCommand, DeleteTakesAllOrNothing) {
  cli_json({"session", "delete", path_, "int8", "nonesuch"}, 3);
  EXPECT_THAT(names(), ElementsAre("int8", "int4", "both"));
  const auto json = cli_json({"session", "delete", path_, "both", "1"});
  expect_documented(json, {"session delete"});
  EXPECT_EQ(json.at("deleted"), nlohmann::json::array({3, 1}));
  EXPECT_THAT(names(), ElementsAre("int4"));
}

TEST_F(SessionCommand, RenameChangesTheName) {
  const auto json = cli_json({"session", "rename", path_, "int8", "the best"});
  expect_documented(json, {"session rename"});
  EXPECT_THAT(names(), ElementsAre("the best", "int4", "both"));
}

TEST_F(SessionCommand, WhatIsNoSessionIsBadInputAndStaysAsItIs) {
  const auto error = [&](const std::string& path) {
    return cli_json({"session", "list", path}, 3).at("error").at("message").get<std::string>();
  };
  EXPECT_THAT(error(folder_ / "missing.athena"), HasSubstr("There is no session"));
  EXPECT_THAT(error(sample("digits_cnn.pt")), HasSubstr("not an Athena session"));
  write_all(folder_ / "empty", "");
  EXPECT_THAT(error(folder_ / "empty"), HasSubstr("empty"));
  std::string bytes = read_all(path_);
  write_all(folder_ / "half", bytes.substr(0, bytes.size() / 2));
  EXPECT_THAT(error(folder_ / "half"), HasSubstr("damaged"));
  EXPECT_EQ(read_all(folder_ / "half").size(), bytes.size() / 2);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "missing.athena"));
}

TEST_F(SessionCommand, AnEmptyOneSaysHowToFillIt) {
  must(Session::create(folder_ / "new.athena"));
  EXPECT_THAT(cli({"session", "list", folder_ / "new.athena"}).output, HasSubstr("athena-cli compress"));
  EXPECT_EQ(cli_json({"session", "compare", folder_ / "new.athena"}).at("groups").size(), 0u);
}

}  // namespace
}  // namespace athena::test
