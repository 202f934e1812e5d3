// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <sstream>

#include "core/runtime/packed_embedding.h"
#include "examples.h"

namespace athena::test {
namespace {

using EmbeddingHandle = c10::intrusive_ptr<PackedEmbedding>;
using testing::HasSubstr;

EmbeddingHandle table(LinearScheme scheme, int64_t rows, int64_t length, at::ScalarType dtype = at::kFloat) {
  return PackedEmbedding::create(example_data(scheme, rows, length, false), dtype).value();
}

/// The op as TorchScript calls it.
at::Tensor embedding(const at::Tensor& indices, const EmbeddingHandle& weight) {
  static const auto op = c10::Dispatcher::singleton()
                             .findSchemaOrThrow("athena::embedding", "")
                             .typed<at::Tensor(const at::Tensor&, const EmbeddingHandle&)>();
  return op.call(indices, weight);
}

at::Tensor embedding_bag(const Bags& bags, const EmbeddingHandle& weight) {
  using Op = at::Tensor(const at::Tensor&, const at::Tensor&, int64_t, const std::optional<at::Tensor>&, bool,
                        std::optional<int64_t>, const EmbeddingHandle&);
  static const auto op =
      c10::Dispatcher::singleton().findSchemaOrThrow("athena::embedding_bag", "").typed<Op>();
  const auto weights = bags.weights.defined() ? std::optional(bags.weights) : std::nullopt;
  return op.call(bags.indices, bags.offsets, static_cast<int64_t>(bags.mode), weights,
                 bags.include_last_offset, bags.padding_idx, weight);
}

at::Tensor integers(std::vector<int64_t> values) { return at::tensor(values, at::kLong); }

std::string message(const std::function<void()>& call) {
  try {
    call();
  } catch (const c10::Error& error) {
    return error.what_without_backtrace();
  }
  return "";
}

TEST(EmbeddingOp, GivesTheStoredRowsOnEveryIsa) {
  const at::Tensor indices = integers({3, 0, 16, 3, 9, 1}).view({2, 3});
  for (const LinearScheme scheme : kSchemes)
    for (const int64_t length : {1, 31, 64, 97, 2118})
      for (const kernels::Isa isa : kernels::available_isas()) {
        SCOPED_TRACE(text(scheme) + " " + std::to_string(length) + " " + std::string(kernels::name(isa)));
        const ForceIsa force(kernels::name(isa));
        const EmbeddingHandle weight = table(scheme, 17, length);
        EXPECT_TRUE(same_bits(embedding(indices, weight), at::embedding(weight->unpack(), indices)));
        EXPECT_TRUE(same_bits(embedding(indices.to(at::kInt), weight), embedding(indices, weight)));
      }
}

TEST(EmbeddingOp, GivesTheTypeThatTheLayerHad) {
  for (const at::ScalarType dtype : {at::kHalf, at::kBFloat16, at::kDouble}) {
    const EmbeddingHandle weight = table({Scheme::Int8Weight, 0}, 5, 8, dtype);
    const at::Tensor y = embedding(integers({4, 2}), weight);
    EXPECT_EQ(y.scalar_type(), dtype);
    EXPECT_TRUE(at::equal(y, at::embedding(weight->unpack(), integers({4, 2})).to(dtype)));
  }
}

TEST(EmbeddingOp, RefusesWhatItCannotLookUp) {
  const EmbeddingHandle weight = table({Scheme::Int8Weight, 0}, 5, 8);
  EXPECT_THAT(message([&] { embedding(integers({1, 5}), weight); }), HasSubstr("the index 5 (number 1"));
  EXPECT_THAT(message([&] { embedding(integers({-1}), weight); }), HasSubstr("a table of 5 rows"));
  EXPECT_THAT(message([&] { embedding(at::zeros({2}), weight); }), HasSubstr("int32 or int64"));
  EXPECT_EQ(embedding(at::zeros({0, 3}, at::kLong), weight).sizes(), (at::IntArrayRef{0, 3, 8}));
  EXPECT_EQ(embedding(at::scalar_tensor(3, at::kLong), weight).sizes(), (at::IntArrayRef{8}));
}

TEST(EmbeddingOp, BagsAgreeWithTorchOnTheStoredRows) {
  const at::Tensor indices = integers({3, 0, 16, 3, 9, 1, 1, 2, 5}), offsets = integers({0, 2, 2, 6});
  for (const LinearScheme scheme : kSchemes)
    for (const BagMode mode : {BagMode::Sum, BagMode::Mean, BagMode::Max})
      for (const bool last : {false, true})
        for (const std::optional<int64_t> padding : {std::optional<int64_t>(), {3}, {-16}}) {
          SCOPED_TRACE(text(scheme) + " mode " + std::to_string(static_cast<int64_t>(mode)) +
                       (last ? " with the last offset" : ""));
          const EmbeddingHandle weight = table(scheme, 17, 43);
          Bags bags{indices, last ? at::cat({offsets, integers({9})}) : offsets, mode};
          bags.include_last_offset = last;
          bags.padding_idx = padding;
          if (mode == BagMode::Sum) bags.weights = Values(60).normal({9});
          const auto weights = bags.weights.defined() ? std::optional(bags.weights) : std::nullopt;
          const at::Tensor wanted =
              std::get<0>(at::embedding_bag(weight->unpack(), indices, bags.offsets, false,
                                            static_cast<int64_t>(mode), false, weights, last, padding));
          const at::Tensor got = embedding_bag(bags, weight);
          ASSERT_EQ(got.sizes(), wanted.sizes());
          // Up to four terms of up to magnitude 10, added in another order.
          EXPECT_LE((got - wanted).abs().max().item<double>(), 1e-5);
        }
}

TEST(EmbeddingOp, ABagsResultDoesNotDependOnTheOthers) {
  for (const LinearScheme scheme : kSchemes) {
    const EmbeddingHandle weight = table(scheme, 17, 43);
    const at::Tensor together =
        embedding_bag({integers({3, 0, 16, 3, 9}), integers({0, 2}), BagMode::Mean}, weight);
    EXPECT_TRUE(same_bits(embedding_bag({integers({16, 3, 9}), integers({0}), BagMode::Mean}, weight)[0],
                          together[1]));
  }
}

TEST(EmbeddingOp, RefusesBagsThatAreNone) {
  const EmbeddingHandle weight = table({Scheme::Int4Weight, 32}, 5, 64);
  const at::Tensor indices = integers({0, 1, 2});
  const auto refusal = [&](Bags bags) { return message([&] { embedding_bag(bags, weight); }); };
  EXPECT_THAT(refusal({indices, integers({0, 4})}), HasSubstr("exceed the 3 indices"));
  EXPECT_THAT(refusal({indices, integers({0, 2}), BagMode::Sum, {}, true}), HasSubstr("include_last_offset"));
  EXPECT_THAT(refusal({indices, integers({0, 2, 1})}), HasSubstr("must not fall"));
  EXPECT_THAT(refusal({indices, integers({1})}), HasSubstr("first offset"));
  EXPECT_THAT(refusal({integers({0, 9}), integers({0})}), HasSubstr("the index 9"));
  EXPECT_THAT(refusal({indices.view({3, 1}), integers({0})}), HasSubstr("one dimension"));
  EXPECT_THAT(refusal({indices, integers({0}), BagMode::Mean, at::ones({3})}), HasSubstr("for sums only"));
  EXPECT_THAT(refusal({indices, integers({0}), BagMode::Sum, at::ones({2})}), HasSubstr("indices' shape"));
  EXPECT_THAT(refusal({indices, integers({0}), BagMode::Sum, at::ones({3}).requires_grad_()}),
              HasSubstr("no_grad"));
  EXPECT_THAT(refusal({indices, integers({0}), static_cast<BagMode>(3)}), HasSubstr("mode 3"));
}

TEST(EmbeddingOp, SaysWhatReallyRan) {
  for (const LinearScheme scheme : kSchemes) {
    const EmbeddingHandle weight = table(scheme, 5, 8);
    EXPECT_EQ(weight->kernel(), "");
    embedding(integers({1}), weight);
    embedding_bag({integers({1}), integers({0})}, weight);
    EXPECT_EQ(weight->calls(), 2);
    EXPECT_THAT(weight->kernel(), HasSubstr("_rows"));
    weight->reset_coverage();
    EXPECT_EQ(weight->calls(), 0);
  }
}

TEST(EmbeddingState, SurvivesAFileAndIsCheckedWhenRead) {
  for (const LinearScheme scheme : kSchemes) {
    const EmbeddingHandle weight = table(scheme, 9, 40, at::kHalf);
    torch::jit::Module module("Table");
    module.register_attribute("table", c10::getCustomClassType<EmbeddingHandle>(), c10::IValue(weight));
    std::stringstream file;
    module.save(file);
    const auto read = torch::jit::load(file).attr("table").toCustomClass<PackedEmbedding>();
    EXPECT_EQ(read->dtype(), at::kHalf);
    EXPECT_EQ(read->scheme(), weight->scheme());
    EXPECT_TRUE(same_bits(read->unpack(), weight->unpack()));
  }
  EmbeddingState state = state_of(*table({Scheme::Int8Weight, 0}, 9, 40));
  std::get<1>(state) = "long";
  EXPECT_FALSE(read_embedding(state));
  state = state_of(*table({Scheme::Int8Weight, 0}, 9, 40));
  std::get<0>(std::get<0>(state))[1] = 10;
  EXPECT_FALSE(read_embedding(state));
  EXPECT_FALSE(PackedEmbedding::create(example_data({Scheme::Fp16, 0}, 4, 4, true), at::kFloat));
}

TEST(EmbeddingOp, WeightsGoWithTheirLastHandle) {
  EXPECT_TRUE(goes_with_its_handle([] { return table({Scheme::Int8Weight, 0}, 4, 8); }));
}

}  // namespace
}  // namespace athena::test
