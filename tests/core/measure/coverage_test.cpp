// SPDX-License-Identifier: Apache-2.0
#include "core/measure/coverage.h"

#include <gmock/gmock.h>
#include <torch/custom_class.h>

#include "core/runtime/packed_linear.h"

namespace athena {
namespace {

using ::testing::HasSubstr;

c10::intrusive_ptr<PackedLinear> packed() {
  LinearData data;
  data.scheme = Scheme::Int8Dynamic;
  data.n = 4;
  data.k = 3;
  data.values = at::ones({4, 3}, at::kChar);
  data.scales = at::ones({4});
  return *PackedLinear::create(std::move(data));
}

/// The packed layers "used.fc" and "idle.fc".
struct TwoLayers {
  c10::intrusive_ptr<PackedLinear> used = packed(), idle = packed();
  torch::jit::Module module{"root"};

  TwoLayers() {
    add("used", used);
    add("idle", idle);
  }
  void run(int times) const {
    const at::NoGradGuard no_grad;
    for (int i = 0; i < times; ++i) used->forward(at::ones({2, 3}));
  }

 private:
  void add(const std::string& name, const c10::intrusive_ptr<PackedLinear>& weights) {
    const auto unit = module._ivalue()->compilation_unit();
    torch::jit::Module branch("branch_" + name, unit), fc("fc_" + name, unit);
    fc.register_attribute("packed", c10::getCustomClassType<c10::intrusive_ptr<PackedLinear>>(), weights);
    branch.register_module("fc", fc);
    module.register_module(name, branch);
  }
};

std::vector<LayerReport> reports() {
  std::vector<LayerReport> layers(4);
  layers[0].path = "used.fc";
  layers[1].path = "idle.fc";
  layers[2].path = "lost.fc";
  layers[3].path = "left.fc";
  for (auto& layer : layers) layer.scheme = "int8-dynamic";
  layers[3].scheme = "fp32";
  return layers;
}

TEST(Coverage, CountsCallsAndNamesTheKernelThatRan) {
  const TwoLayers model;
  auto layers = coverage(model.module);
  ASSERT_EQ(layers.size(), 2u);
  EXPECT_EQ(layers[0].path, "used.fc");
  EXPECT_EQ(layers[0].scheme, "int8-dynamic");
  EXPECT_GT(layers[0].bytes_after, 0);
  EXPECT_EQ(layers[0].calls, 0);
  EXPECT_EQ(layers[0].kernel, "");
  model.run(3);
  layers = coverage(model.module);
  EXPECT_EQ(layers[0].calls, 3);
  EXPECT_THAT(layers[0].kernel, HasSubstr("s8"));
  EXPECT_EQ(layers[1].calls, 0);
  reset_coverage(model.module);
  EXPECT_EQ(coverage(model.module)[0].calls, 0);
}

TEST(Coverage, NoLayerThatDidNotRunIsSilent) {
  const TwoLayers model;
  model.run(1);
  auto layers = reports();
  layers[1].reason = "saved nothing";
  add_coverage(layers, model.module, "the digits");
  EXPECT_EQ(layers[0].calls, 1);
  EXPECT_EQ(layers[0].reason, "");
  EXPECT_EQ(layers[1].reason, "saved nothing; was not run by this data: the digits");
  EXPECT_THAT(layers[2].reason, HasSubstr("not found in the model"));
  EXPECT_EQ(layers[3].reason, "");
}

}  // namespace
}  // namespace athena
