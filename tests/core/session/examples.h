// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gmock/gmock.h>

#include <limits>

#include "athena/session.h"
#include "tests/core/base/temporary_folder.h"

namespace athena::test {

inline Measurement example_measurement(const std::string& dataset = "fingerprint") {
  Measurement m;
  m.environment = {"Xeon \"E5\", 2 cores", "avx512vnni", "0.1.0, LibTorch 2.13.0", 2};
  m.dataset = dataset;
  m.dataset_name = "Ziffern äöü";
  m.split = "validate";
  m.accuracy = Accuracy{0.1 + 0.2, 1.0 / 3, 0.98765432109876543, 9871, 10000};
  m.original_accuracy = Accuracy{0.99, 0.98, 0.995, 9900, 10000};
  m.agreement =
      Agreement{1, 0.9999999999999999, std::numeric_limits<double>::infinity(), 5e-324, 10000, true};
  m.latency = LatencyComparison{
      {1.25, 1.5, 0.0625, 20}, {2, 3, 4, 5}, {1.7976931348623157e308, 0, 0, 1}, "frozen", 64, 2, true};
  m.file_bytes = std::numeric_limits<std::int64_t>::max();
  m.original_file_bytes = 4100000;
  m.measured_at = "2026-11-24T04:00:00Z";
  m.command = "athena-cli evaluate 'a b.pt' --data d";
  m.coverage = Coverage{256, 1'000'000'000'000, 900'000'000'000, 5, {"'head' was to be int8-dynamic"}};
  return m;
}

/// A variant with something in every field.
inline Variant example_variant(const std::string& name = "half, int8") {
  Variant v;
  v.name = name;
  v.note = "first\nsecond line";
  v.model_hash = std::string(64, 'a');
  v.recipe.name = "recipe";
  v.recipe.seed = -7;
  Step prune{"prune",
             {},
             {Rule{"encoder.*", {"Linear", "Conv2d"}, "ln", {{"n", std::int64_t{2}}, {"amount", 0.5}}}}};
  Step train{"train",
             {{"epochs", std::int64_t{2}},
              {"optimizer.name", std::string("adamw")},
              {"optimizer.lr", 1e-4},
              {"shuffle", true},
              {"zero", 0.0},
              {"limit", -std::numeric_limits<double>::infinity()},
              {"text", std::string("inf")}},
             {}};
  v.recipe.steps = {{"fold_batchnorm", {}, {}}, prune, train};
  v.build = "0.1.0, LibTorch 2.13.0";
  v.created_at = "2026-11-24T03:59:00Z";
  v.file_bytes = 123456789012;
  v.layers = {{"encoder.linear1",
               "Linear",
               "int8-dynamic",
               "u8s8_f32_6x64_avx512vnni",
               3,
               262144,
               66560,
               0.5,
               "",
               500,
               400,
               {{{"forward", "if@1/then", "athena::linear"}, "u8s8_f32_6x64_avx512vnni", 3, 500, 400}}},
              {"head", "Linear", "fp32", "", 0, 40, 40, 0, "the rule leaves it"}};
  v.passes = {{"fold_batchnorm", 3}, {"attention", 0}};
  v.curve = {{0, 2.302585092994046}, {100, 0.1}};
  v.measurements = {example_measurement()};
  return v;
}

MATCHER_P(IsMeasurement, wanted, "the same measurement, bit for bit") {
  const auto accuracy = [](const std::optional<Accuracy>& a) {
    return a ? std::tuple(true, a->value, a->low, a->high, a->correct, a->samples)
             : std::tuple(false, 0., 0., 0., std::int64_t{0}, std::int64_t{0});
  };
  const auto agreement = [](const std::optional<Agreement>& a) {
    return a ? std::tuple(true, a->top1, a->cosine, a->sqnr_db, a->mean_kl, a->samples, a->random_inputs)
             : std::tuple(false, 0., 0., 0., 0., std::int64_t{0}, false);
  };
  const auto times = [](const Latency& l) { return std::tuple(l.median_ms, l.p95_ms, l.spread_ms, l.calls); };
  const auto latency = [&](const std::optional<LatencyComparison>& l) {
    const LatencyComparison c = l.value_or(LatencyComparison{});
    return std::tuple(l.has_value(), times(c.variant), times(c.original), times(c.optimized), c.optimized_as,
                      c.batch, c.threads, c.noisy);
  };
  const auto coverage = [](const std::optional<Coverage>& c) {
    const Coverage v = c.value_or(Coverage{});
    return std::tuple(c.has_value(), v.samples, v.with_weights, v.in_integers, v.of_activations,
                      v.fall_backs);
  };
  const auto all = [&](const Measurement& m) {
    return std::tuple(m.environment.machine, m.environment.isa, m.environment.build, m.environment.threads,
                      m.dataset, m.dataset_name, m.split, accuracy(m.accuracy), accuracy(m.original_accuracy),
                      agreement(m.agreement), latency(m.latency), m.file_bytes, m.original_file_bytes,
                      m.measured_at, m.command, coverage(m.coverage));
  };
  return all(arg) == all(wanted);
}

/// All but id, artefact and stale.
inline void expect_same(const Variant& found, const Variant& wanted) {
  EXPECT_EQ(found.name, wanted.name);
  EXPECT_EQ(found.note, wanted.note);
  EXPECT_EQ(found.model_hash, wanted.model_hash);
  EXPECT_EQ(found.recipe, wanted.recipe);
  EXPECT_EQ(found.build, wanted.build);
  EXPECT_EQ(found.created_at, wanted.created_at);
  EXPECT_EQ(found.file_bytes, wanted.file_bytes);
  const auto layer = [](const LayerReport& l) {
    return std::tuple(l.path, l.kind, l.scheme, l.kernel, l.calls, l.bytes_before, l.bytes_after, l.sparsity,
                      l.reason, l.multiply_adds, l.integer_multiply_adds);
  };
  const auto site = [](const SiteReport& s) {
    return std::tuple(s.where.method, s.where.block, s.where.op, s.kernel, s.calls, s.multiply_adds,
                      s.integer_multiply_adds);
  };
  ASSERT_EQ(found.layers.size(), wanted.layers.size());
  for (std::size_t i = 0; i < found.layers.size(); ++i) {
    EXPECT_EQ(layer(found.layers[i]), layer(wanted.layers[i]));
    ASSERT_EQ(found.layers[i].sites.size(), wanted.layers[i].sites.size());
    for (std::size_t k = 0; k < found.layers[i].sites.size(); ++k)
      EXPECT_EQ(site(found.layers[i].sites[k]), site(wanted.layers[i].sites[k]));
  }
  EXPECT_EQ(found.passes, wanted.passes);
  ASSERT_EQ(found.curve.size(), wanted.curve.size());
  for (std::size_t i = 0; i < found.curve.size(); ++i) {
    EXPECT_EQ(found.curve[i].step, wanted.curve[i].step);
    EXPECT_EQ(found.curve[i].loss, wanted.curve[i].loss);
  }
  ASSERT_EQ(found.measurements.size(), wanted.measurements.size());
  for (std::size_t i = 0; i < found.measurements.size(); ++i)
    EXPECT_THAT(found.measurements[i], IsMeasurement(wanted.measurements[i]));
}

/// The value of a Result, or a failed test that prints its error.
template <typename T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message + " [" + result.error().details + "]");
  return std::move(*result);
}
inline void must(const Status& status) {
  if (!status) throw std::runtime_error(status.error().message + " [" + status.error().details + "]");
}

MATCHER_P2(FailsWith, code, says, "an error of the code whose message says so") {
  if (arg) {
    *result_listener << "it succeeded";
    return false;
  }
  *result_listener << "code " << static_cast<int>(arg.error().code) << ": " << arg.error().message << " ["
                   << arg.error().details << "]";
  return arg.error().code == code && arg.error().message.find(says) != std::string::npos;
}

}  // namespace athena::test
