// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/packed_state.h"

#include <functional>
#include <future>
#include <limits>
#include <sstream>

#include "examples.h"

namespace athena::test {
namespace {

std::string saved(const torch::jit::Module& module) {
  std::ostringstream out;
  module.save(out);
  return out.str();
}

torch::jit::Module loaded(const std::string& bytes) {
  std::istringstream in(bytes);
  return torch::jit::load(in);
}

TEST(PackedState, ASavedModuleGivesTheSameOnEveryIsa) {
  const at::Tensor x = Values(20).normal({5, 70});
  for (const LinearScheme scheme : kSchemes) {
    SCOPED_TRACE(text(scheme));
    const LinearData data = example_data(scheme, 40, 70);
    const at::Tensor wanted = linear(x, packed(data));
    for (const kernels::Isa from : kernels::available_isas()) {
      const std::string bytes = [&] {
        const ForceIsa force(kernels::name(from));
        return saved(module_of(packed(data)));
      }();
      for (const kernels::Isa to : kernels::available_isas()) {
        const ForceIsa force(kernels::name(to));
        torch::jit::Module module = loaded(bytes);
        EXPECT_TRUE(same_bits(module.forward({x}).toTensor(), wanted))
            << kernels::name(from) << " to " << kernels::name(to);
        EXPECT_TRUE(same_bits(loaded(saved(module)).forward({x}).toTensor(), wanted))
            << "written after a run";
        const PackedHandle weight = module.attr("weight").toCustomClass<PackedLinear>();
        EXPECT_TRUE(at::equal(weight->unpack(), dequantize(data)));
        EXPECT_EQ(weight->stored_bytes(), stored_bytes(data));
        EXPECT_EQ(weight->group(), scheme.group);
      }
    }
  }
}

TEST(PackedState, ThreadsMayUseAndWriteItForTheFirstTimeAtOnce) {
  const at::Tensor x = Values(22).normal({3, 70});
  for (const LinearScheme scheme : kSchemes) {
    SCOPED_TRACE(text(scheme));
    const LinearData data = example_data(scheme, 40, 70);
    const at::Tensor wanted = linear(x, packed(data));
    const PackedHandle shared = packed(example_data(scheme, 40, 70));
    std::vector<std::future<bool>> same;
    for (int i = 0; i < 8; ++i)
      same.push_back(std::async(std::launch::async, [&, i] {
        if (i % 2 == 1) return at::equal(shared->unpack(), dequantize(data));
        const at::NoGradGuard no_gradients;
        return same_bits(linear(x, shared), wanted);
      }));
    for (auto& answer : same) EXPECT_TRUE(answer.get());
  }
}

TEST(PackedState, ValuesThatAnotherLayerSharesStayShared) {
  const LinearData data = example_data({Scheme::Int8Dynamic, 0}, 40, 70);
  const PackedHandle one = packed(data), other = packed(data);
  const at::Tensor x = Values(23).normal({3, 70});
  EXPECT_TRUE(same_bits(linear(x, one), linear(x, other)));
  EXPECT_TRUE(one->data().values.is_alias_of(other->data().values));
}

TEST(PackedState, TorchScriptSeesItsMethods) {
  torch::jit::Module module =
      loaded(saved(module_of(packed(example_data({Scheme::Int4Dynamic, 32}, 4, 64)))));
  module.forward({Values(21).normal({2, 64})});
  EXPECT_EQ(module.run_method("scheme").toStringRef(), "int4-dynamic");
  EXPECT_EQ(module.run_method("calls").toInt(), 1);
}

TEST(PackedState, AnUnknownForcedIsaIsSaidOnLoading) {
  const std::string bytes = saved(module_of(packed(example_data({Scheme::Int8Dynamic, 0}, 4, 8))));
  const ForceIsa force("sse9");
  EXPECT_THROW(loaded(bytes), c10::Error);
}

// A tensor that claims sizes which its storage does not have, as a damaged file gives it.
at::Tensor beyond_its_storage(at::IntArrayRef sizes, at::ScalarType type, int64_t offset = 0) {
  at::Tensor tensor = at::zeros({2}, type);
  tensor.unsafeGetTensorImpl()->set_storage_offset(offset);
  tensor.unsafeGetTensorImpl()->set_sizes_contiguous(sizes);
  return tensor;
}

struct Damage {
  std::string what;
  std::function<void(PackedState&)> apply;
};

void set(PackedState& state, const std::string& key, const at::Tensor& tensor) {
  std::get<2>(state).insert_or_assign(key, tensor);
}

// Of an int4 layer of 8 outputs and 64 inputs with 2 groups.
std::vector<Damage> damages(at::ScalarType scales) {
  std::vector<Damage> all = {
      {"no numbers", [](PackedState& s) { std::get<0>(s).clear(); }},
      {"three numbers", [](PackedState& s) { std::get<0>(s).pop_back(); }},
      {"five numbers", [](PackedState& s) { std::get<0>(s).push_back(0); }},
      {"scheme", [](PackedState& s) { std::get<1>(s) = "int5"; }},
      {"another scheme", [](PackedState& s) { std::get<1>(s) = "int8-dynamic"; }},
      {"half scheme", [](PackedState& s) { std::get<1>(s) = "fp16"; }},
      {"unknown tensor", [](PackedState& s) { set(s, "value", at::zeros({8})); }},
  };
  const int64_t most = std::numeric_limits<int64_t>::max();
  for (const size_t i : {0, 1, 2, 3})
    for (const int64_t number : {int64_t{-1}, int64_t{31}, int64_t{96}, most, -most - 1})
      all.push_back({"number " + std::to_string(i) + " = " + std::to_string(number),
                     [=](PackedState& s) { std::get<0>(s)[i] = number; }});
  const std::vector<std::tuple<std::string, at::ScalarType, std::vector<int64_t>>> tensors = {
      {"values", at::kByte, {8, 32}},
      {"scales", scales, {8, 2}},
      {"zero_points", at::kByte, {8, 2}},
      {"bias", at::kFloat, {8}}};
  for (const auto& [key, type, sizes] : tensors) {
    const auto put = [&, key = key](const std::string& what, const at::Tensor& tensor) {
      all.push_back({key + " " + what, [=](PackedState& s) { set(s, key, tensor); }});
    };
    std::vector<int64_t> longer = sizes, swapped(sizes.rbegin(), sizes.rend());
    longer.back() += 1;
    put("longer", at::ones(longer, type));
    put("with another dimension", at::ones(sizes, type).unsqueeze(0));
    put("of another type", at::ones(sizes, type == at::kByte ? at::kChar : at::kDouble));
    put("beyond its storage", beyond_its_storage(sizes, type));
    put("before its storage", beyond_its_storage(sizes, type, -4));
    put("far beyond its storage", beyond_its_storage(sizes, type, std::numeric_limits<int64_t>::max()));
    put("strided", at::as_strided(at::ones({100000}, type), sizes, std::vector<int64_t>(sizes.size(), 3)));
    put("sparse", at::ones(sizes, type).to_sparse());
    put("without memory", at::ones(sizes, at::TensorOptions(type).device(at::kMeta)));
    if (key == "values" || key == "scales")
      all.push_back({key + " missing", [key = key](PackedState& s) { (void)std::get<2>(s).erase(key); }});
  }
  for (const float scale : {0.0f, -1.0f, std::numeric_limits<float>::infinity(), std::nanf("")})
    all.push_back({"scale " + std::to_string(scale), [=](PackedState& s) {
                     set(s, "scales", at::full({8, 2}, scale, scales));
                   }});
  all.push_back({"bfloat16 scales", [](PackedState& s) {
                   set(s, "scales", at::ones({8, 2}, at::kBFloat16));
                 }});
  if (scales == at::kHalf)
    all.push_back({"half scales in the first format", [](PackedState& s) { std::get<0>(s)[0] = 1; }});
  all.push_back({"zero point", [](PackedState& s) {
                   set(s, "zero_points", at::full({8, 2}, 16, at::kByte));
                 }});
  return all;
}

// As LibTorch's loader does it.
PackedHandle unpickled(const PackedState& state) {
  const auto type = c10::getCustomClassType<PackedHandle>();
  auto object = c10::ivalue::Object::create(c10::StrongTypePtr(nullptr, type), 1);
  const auto& [numbers, scheme, tensors] = state;
  type->getMethod("__setstate__")({object, c10::ivalue::Tuple::create(numbers, scheme, tensors)});
  return c10::IValue(object).toCustomClass<PackedLinear>();
}

TEST(PackedState, EveryDamageIsRefusedWithASentence) {
  for (const bool half : {false, true}) {
    const LinearData data = example_data({Scheme::Int4Weight, 32, true, half}, 8, 64);
    EXPECT_EQ(unpickled(state_of(data))->out_features(), 8);
    for (const Damage& damage : damages(half ? at::kHalf : at::kFloat)) {
      SCOPED_TRACE(damage.what);
      PackedState state = state_of(data);
      std::get<2>(state) = std::get<2>(state).copy();
      damage.apply(state);
      try {
        unpickled(state);
        ADD_FAILURE() << "was loaded";
      } catch (const c10::Error& error) {
        EXPECT_NE(std::string(error.what_without_backtrace()).find("Packed weights"), std::string::npos)
            << error.what_without_backtrace();
      }
    }
  }
}

TEST(PackedState, OnlyHalfScalesAskForTheSecondFormat) {
  for (const LinearScheme scheme : kSchemes) {
    const PackedState state = state_of(example_data(scheme, 4, 70));
    EXPECT_EQ(std::get<0>(state)[0], scheme.half_scales ? 2 : 1) << text(scheme);
  }
  PackedState later = state_of(example_data({Scheme::Int4Weight, 32}, 4, 70));
  std::get<0>(later)[0] = 2;
  EXPECT_TRUE(read_state(later));
}

TEST(PackedState, ANewerFormatAsksForANewerRuntime) {
  PackedState state = state_of(example_data({Scheme::Fp16, 0}, 2, 2));
  std::get<0>(state) = {kPackedFormat + 1};
  const auto data = read_state(state);
  ASSERT_FALSE(data);
  EXPECT_EQ(data.error().code, ErrorCode::NotSupported);
  EXPECT_NE(data.error().message.find("newer libathena_runtime.so"), std::string::npos);
}

TEST(PackedState, Int8ValuesOutsideTheirRangeAreRefused) {
  for (const Scheme scheme : {Scheme::Int8Weight, Scheme::Int8Dynamic}) {
    LinearData data = example_data({scheme, 0}, 3, 5);
    data.values[1][2] = -128;
    EXPECT_FALSE(PackedLinear::create(data));
  }
}

// A file whose pickle was changed: LibTorch itself reads a tensor's sizes without looking at its storage.
TEST(PackedState, AFileThatClaimsMoreThanItHoldsIsRefused) {
  const int64_t n = 64, k = 250;  // 250: one byte in the pickle
  const std::string bytes = saved(module_of(packed(example_data({Scheme::Int8Dynamic, 0}, n, k, false))));
  int refused = 0, changed = 0;
  // BININT1 'K' 250, wherever it stands: the numbers, the sizes and the strides.
  for (size_t at = bytes.find("K\xfa"); at != std::string::npos; at = bytes.find("K\xfa", at + 1)) {
    std::string damaged = bytes;
    damaged[at + 1] = '\xff';
    ++changed;
    try {
      loaded(damaged).forward({at::ones({1, k})});
    } catch (const std::exception&) {
      ++refused;
    }
  }
  EXPECT_GE(changed, 3);
  EXPECT_EQ(refused, changed);
}

TEST(PackedState, WeightsGoWithTheirLastHandle) {
  for (const LinearScheme scheme : kSchemes)
    EXPECT_TRUE(goes_with_its_handle([&] { return packed(example_data(scheme, 4, 70)); })) << text(scheme);
}

}  // namespace
}  // namespace athena::test
