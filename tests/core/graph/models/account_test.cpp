// SPDX-License-Identifier: Apache-2.0
// What load_model() says of the tensors of every model in ATHENA_MODELS, against its source's state_dict().
#include <gtest/gtest.h>

#include "core/graph/attributes.h"
#include "core/graph/layers.h"
#include "core/graph/load.h"
#include "tests/core/graph/models/made_models.h"

namespace athena::test {
namespace {

using State = std::map<std::string, at::Tensor>;

State state_of(const std::string& name) {
  State state;
  for (const auto& entry : torch::jit::load(file_of(name, ".calls.pt")).attr("state").toGenericDict())
    state.emplace(entry.key().toStringRef(), entry.value().toTensor());
  return state;
}

const TensorInfo* find(const ModelInfo& model, const std::string& path) {
  for (const TensorInfo& tensor : model.tensors)
    if (tensor.path == path) return &tensor;
  return nullptr;
}

/// What is said of a tensor is complete, and true of the layer that it names.
void expect_accounted(const TensorInfo& tensor, const ModelInfo& model) {
  SCOPED_TRACE(tensor.path);
  const auto layer = std::find_if(model.layers.begin(), model.layers.end(),
                                  [&](const LayerInfo& each) { return each.path == tensor.layer; });
  const bool is_read = tensor.use == TensorUse::Compressible || tensor.use == TensorUse::Kept;
  EXPECT_EQ(layer != model.layers.end(), is_read) << tensor.layer;
  if (tensor.use == TensorUse::Compressible) {
    EXPECT_TRUE(layer != model.layers.end() && layer->compressible);
  }
  EXPECT_EQ(tensor.reason.empty(), tensor.use != TensorUse::Kept);
  EXPECT_EQ(find(model, tensor.tied_to) != nullptr, tensor.use == TensorUse::Tied);
}

class Unfrozen : public testing::TestWithParam<std::string> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Unfrozen);

TEST_P(Unfrozen, AccountsForItsStateDict) {
  const auto model = load_model(file_of(GetParam(), ".pt"));
  ASSERT_TRUE(model) << model.error().message;
  for (const auto& [name, tensor] : state_of(GetParam())) {
    const TensorInfo* info = find(model->info, name);
    ASSERT_TRUE(info) << name << " is not listed";
    EXPECT_EQ(info->shape, tensor.sizes().vec()) << name;
    const at::Tensor stored = find_attribute(model->original, name)->toTensor();
    EXPECT_TRUE(at::equal(stored, tensor)) << name;
    if (info->use == TensorUse::Tied) {
      EXPECT_TRUE(stored.is_alias_of(find_attribute(model->original, info->tied_to)->toTensor())) << name;
    }
    if (name.find("weight_ih_l") != std::string::npos || name.find("weight_hh_l") != std::string::npos) {
      EXPECT_EQ(info->use, TensorUse::Compressible) << name << ": " << info->reason;
    }
  }
  for (const TensorInfo& tensor : model->info.tensors) expect_accounted(tensor, model->info);
}

/// A tensor that stands in a frozen file.
struct Constant {
  const TensorInfo* info;
  at::Tensor tensor;
};

std::vector<Constant> constants_of(const LoadedModel& frozen) {
  State held;
  for (const StoredLayer& layer : find_layers(frozen.settled))
    held.insert(layer.tensors.begin(), layer.tensors.end());
  std::vector<Constant> constants;
  for (const TensorInfo& info : frozen.info.tensors) constants.push_back({&info, held.at(info.path)});
  return constants;
}

/// The whole tensor that a constant is, or is a part or a transposed view of.
at::Tensor memory_of(const at::Tensor& tensor) {
  return at::empty({0}, tensor.options()).set_(tensor.storage());
}

const TensorInfo* with_content(const at::Tensor& tensor, const std::vector<Constant>& constants) {
  const TensorInfo* found = nullptr;
  for (const auto& [info, constant] : constants) {
    if (constant.scalar_type() != tensor.scalar_type()) continue;
    const at::Tensor memory = memory_of(constant);
    if (memory.numel() != tensor.numel() || !at::equal(memory, tensor.contiguous().flatten())) continue;
    if (!found || info->use == TensorUse::Compressible) found = info;
  }
  return found;
}

bool has_close(const at::Tensor& tensor, const std::vector<Constant>& constants) {
  return std::any_of(constants.begin(), constants.end(), [&](const Constant& constant) {
    return constant.tensor.sizes() == tensor.sizes() && at::allclose(constant.tensor, tensor, 1e-4, 1e-5);
  });
}

/// Freezing folds a BatchNorm into the convolution before it: the weight is scaled, and so is the bias, to
/// which the norm's own is added.
bool is_folded(const std::string& name, const State& state, const std::vector<Constant>& constants) {
  const at::Tensor& tensor = state.at(name);
  for (const auto& [path, variance] : state) {
    const auto [norm, last] = split_path(path);
    if (last != "running_var") continue;
    const at::Tensor scale = state.at(join_path(norm, "weight")) / at::sqrt(variance + 1e-5);
    const at::Tensor shift =
        state.at(join_path(norm, "bias")) - state.at(join_path(norm, "running_mean")) * scale;
    const auto is_bias = [&](const auto& entry) {
      return entry.second.sizes() == scale.sizes() && has_close(shift + entry.second * scale, constants);
    };
    if (tensor.dim() == 4 && tensor.size(0) == scale.size(0) &&
        has_close(tensor * scale.view({-1, 1, 1, 1}), constants))
      return true;
    if (is_bias(std::pair(name, tensor))) return true;
    if (split_path(name).first == norm &&
        (has_close(shift, constants) || std::any_of(state.begin(), state.end(), is_bias)))
      return true;
  }
  return false;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.rfind(from), from.size(), to);
}

class Frozen : public testing::TestWithParam<std::string> {
 protected:
  static std::string twin() {
    const bool traced = GetParam().ends_with("_traced_frozen");
    return replaced(GetParam(), "_frozen", traced ? "" : "_scripted");
  }
};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Frozen);

/// Found by content, a tensor is used as its twin's; what is not found is unused there, or folded.
TEST_P(Frozen, AccountsForItsTwinsStateDict) {
  const auto frozen = load_model(file_of(GetParam(), ".pt")), twin_model = load_model(file_of(twin(), ".pt"));
  ASSERT_TRUE(frozen) << frozen.error().message;
  ASSERT_TRUE(twin_model) << twin_model.error().message;
  const auto constants = constants_of(*frozen);
  const State state = state_of(GetParam());
  for (const auto& [name, tensor] : state) {
    const TensorInfo* in_twin = find(twin_model->info, name);
    ASSERT_TRUE(in_twin) << name;
    if (in_twin->use == TensorUse::Tied) in_twin = find(twin_model->info, in_twin->tied_to);
    const TensorInfo* info = with_content(tensor, constants);
    if (info) {
      EXPECT_EQ(info->use, in_twin->use) << name << ", here " << info->path << ": " << info->reason;
    } else {
      EXPECT_TRUE(in_twin->use == TensorUse::Unused || is_folded(name, state, constants)) << name;
    }
  }
  for (const TensorInfo& tensor : frozen->info.tensors) expect_accounted(tensor, frozen->info);
}

std::vector<std::string> names_of(bool frozen) {
  std::vector<std::string> names;
  for (const std::string& name : model_names())
    if (!refused().count(name) && name.ends_with("_frozen") == frozen) names.push_back(name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Made, Unfrozen, testing::ValuesIn(names_of(false)),
                         [](const auto& info) { return info.param; });
INSTANTIATE_TEST_SUITE_P(Made, Frozen, testing::ValuesIn(names_of(true)),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace athena::test
