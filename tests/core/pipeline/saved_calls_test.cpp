// SPDX-License-Identifier: Apache-2.0
// Every model in ATHENA_MODELS in int8, on the calls that were saved with it: other methods than forward,
// state, lists, masks, dtypes that no random inputs can be made up for.
#include <gmock/gmock.h>

#include "core/measure/measure_coverage.h"
#include "tests/core/graph/models/made_models.h"
#include "tests/core/graph/models/saved_calls.h"
#include "tests/core/pipeline/whole_recipe.h"

namespace athena::test {
namespace {

void append(std::vector<at::Tensor>& tensors, const c10::IValue& value) {
  if (value.isTensor() && value.toTensor().is_floating_point())
    tensors.push_back(value.toTensor().to(at::kDouble).flatten());
  if (value.isTuple())
    for (const auto& each : value.toTupleRef().elements()) append(tensors, each);
  if (value.isList())
    for (const c10::IValue& each : value.toListRef()) append(tensors, each);
  if (value.isGenericDict())
    for (const auto& entry : value.toGenericDict()) append(tensors, entry.value());
}

/// All numbers that a call gave, on end; none where it raised an error, or gave none.
at::Tensor numbers(const torch::jit::Module& module, const SavedCall& call) {
  std::vector<at::Tensor> tensors{at::empty({0}, at::kDouble)};
  append(tensors, outcome_of(module, call).value);
  return at::cat(tensors);
}

/// Random weights may send what is near a boundary elsewhere; else the field asks for 0.998.
double least_cosine(const std::string& name) { return name.starts_with("mixture_of_experts") ? 0.99 : 0.998; }

class SavedCalls : public testing::TestWithParam<std::string> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(SavedCalls);

TEST_P(SavedCalls, MultiplyIntegersAlone) {
  const LoadedModel model = load(file_of(GetParam(), ".pt"));
  auto made = run_recipe(model, everything("int8-dynamic"), nullptr, {}, {});
  ASSERT_TRUE(made) << made.error().message;
  const auto calls = saved_calls(file_of(GetParam(), ".calls.pt"));
  double worst = 1;
  const auto coverage =
      measure_coverage(made->layers, reloaded(made->module), [&](const torch::jit::Module& counting) {
        for (const SavedCall& call : calls) {
          const at::Tensor expected = numbers(model.original, call), got = numbers(counting, call);
          EXPECT_EQ(expected.sizes(), got.sizes()) << call.name;
          if (expected.numel() > 0) worst = std::min(worst, cosine(expected, got));
        }
        return Result<std::int64_t>(static_cast<std::int64_t>(calls.size()));
      });
  ASSERT_TRUE(coverage) << coverage.error().message;
  RecordProperty("cosine", std::to_string(worst));
  EXPECT_GT(coverage->with_weights, 0);
  EXPECT_EQ(coverage->share(), 1.0);
  EXPECT_THAT(coverage->fall_backs, testing::IsEmpty());
  EXPECT_GE(worst, least_cosine(GetParam()));
}

std::vector<std::string> compressible() {
  std::vector<std::string> names;
  for (const std::string& name : model_names())
    if (!refused().count(name) && name != "mean_iou_scripted") names.push_back(name);  // it has no layer
  return names;
}

INSTANTIATE_TEST_SUITE_P(Made, SavedCalls, testing::ValuesIn(compressible()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace athena::test
