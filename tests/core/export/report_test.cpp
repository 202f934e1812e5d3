// SPDX-License-Identifier: Apache-2.0
#include "core/export/report.h"

#include <gmock/gmock.h>

#include <limits>
#include <nlohmann/json.hpp>

namespace athena {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::json;

Json report_of(const ExportedFile& model, const Variant& variant, const VerifyReport& parity) {
  return Json::parse(export_report(model, {"original.pt", "bb", 100, false}, variant, parity));
}

TEST(ExportReport, SaysWhatWasDoneAndWhatItNeeds) {
  Variant variant;
  variant.name = "small";
  variant.recipe.name = "small";
  variant.recipe.steps = {{"quantize", {}, {{"*", {}, "fp16", {}}}}};
  LayerReport layer;
  layer.path = "fc";
  layer.scheme = "fp16";
  layer.bytes_before = 8;
  layer.bytes_after = 4;
  variant.layers = {layer};
  VerifyReport parity;
  parity.passed = true;
  parity.max_abs_difference = 0;
  parity.agreement.sqnr_db = std::numeric_limits<double>::infinity();
  const Json report = report_of({"small.pt", "aa", 50, true}, variant, parity);
  EXPECT_EQ(report.at("schema"), 1);
  EXPECT_EQ(report.at("model"), Json::parse(R"({"file": "small.pt", "sha256": "aa", "bytes": 50})"));
  EXPECT_EQ(report.at("original").at("file"), "original.pt");
  EXPECT_EQ(report.at("recipe").at("name"), "small");
  EXPECT_EQ(report.at("layers").at(0).at("bytes_after"), 4);
  EXPECT_EQ(report.at("runtime").at("version"), 1);
  EXPECT_THAT(report.at("how_to_load").at("python").back(), HasSubstr("small.pt"));
  EXPECT_TRUE(report.at("parity").at("agreement").at("sqnr_db").is_null());
}

TEST(ExportReport, AStockModelNeedsNoRuntime) {
  const Json report = report_of({"small.pt", "aa", 50, false}, {}, {});
  EXPECT_TRUE(report.at("runtime").is_null());
  EXPECT_THAT(report.at("how_to_load").dump(), Not(HasSubstr("athena")));
  EXPECT_TRUE(report.at("parity").at("max_abs_difference").is_null());
}

TEST(ExportReport, NamesThatAreNoUtf8DoNotStopIt) {
  Variant variant;
  variant.name = "caf\xe9";
  EXPECT_EQ(report_of({"a.pt", "aa", 1, false}, variant, {}).at("name"), "caf\xEF\xBF\xBD");
}

}  // namespace
}  // namespace athena
