// SPDX-License-Identifier: Apache-2.0
#include "core/export/seen_outputs.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

#include "tests/core/base/temporary_folder.h"
#include "tests/core/measure/scripted.h"
#include "tests/core/measure/table_data.h"

namespace athena {
namespace {

using ::testing::HasSubstr;

SeenOutputs seen(std::vector<at::Tensor> outputs) {
  return {"the digits", "test", 64, 100, std::move(outputs)};
}

TEST(SeenOutputs, AreThoseOfTheFirstSamplesInOrder) {
  const auto model = test::scripted("def forward(self, x):\n  return torch.linear(x, self.weight)\n");
  const at::Tensor rows = at::arange(300 * 3, at::kFloat).reshape({300, 3});
  const auto got = see_outputs(model, {std::make_shared<TableData>(rows, at::Tensor()), "test"}, {});
  ASSERT_TRUE(got) << got.error().message;
  EXPECT_EQ(got->samples, kSeenSamples);
  EXPECT_TRUE(at::equal(at::cat(got->outputs), rows.slice(0, 0, kSeenSamples)));
}

TEST(SeenOutputs, AreReadBackBitForBit) {
  const test::TemporaryFolder folder;
  const auto out = seen({at::randn({64, 10}), at::randn({36, 10}, at::kHalf)});
  test::write_all(folder / "seen", pickle_outputs(out));
  const auto back = read_outputs(folder / "seen");
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(back->data, "the digits");
  EXPECT_EQ(back->split, "test");
  EXPECT_EQ(back->batch, 64);
  EXPECT_EQ(back->samples, 100);
  ASSERT_EQ(back->outputs.size(), 2u);
  EXPECT_TRUE(at::equal(back->outputs[1], out.outputs[1]));
  EXPECT_EQ(max_abs_difference(out, *back), 0.0);
}

TEST(SeenOutputs, AnotherFileIsRefused) {
  const test::TemporaryFolder folder;
  EXPECT_EQ(read_outputs(folder / "missing").error().code, ErrorCode::NotFound);
  std::string bytes = pickle_outputs(seen({at::ones({2})}));
  for (const std::string& bad : {std::string(), std::string("nonsense"), bytes.substr(0, bytes.size() / 2)}) {
    test::write_all(folder / "bad", bad);
    EXPECT_EQ(read_outputs(folder / "bad").error().code, ErrorCode::Corruption);
  }
}

TEST(MaxAbsDifference, TreatsNanAndInfinityAsValues) {
  const double nan = std::nan(""), inf = std::numeric_limits<double>::infinity();
  const auto a = seen({at::tensor({1.0, nan, inf, -inf})});
  EXPECT_EQ(max_abs_difference(a, a), 0.0);
  EXPECT_EQ(max_abs_difference(a, seen({at::tensor({1.5, nan, inf, -inf})})), 0.5);
  EXPECT_EQ(max_abs_difference(a, seen({at::tensor({1.0, 0.0, inf, -inf})})), inf);
  EXPECT_EQ(max_abs_difference(a, seen({at::tensor({1.0, nan, -inf, -inf})})), inf);
}

TEST(MaxAbsDifference, NeedsTheSameInputsAndShapes) {
  const auto a = seen({at::ones({2, 3})});
  EXPECT_EQ(max_abs_difference(a, seen({at::ones({3, 2})})).error().code, ErrorCode::InvalidArgument);
  auto b = seen({at::ones({2, 3})});
  b.data = "other digits";
  EXPECT_THAT(max_abs_difference(a, b).error().message, HasSubstr("other digits"));
}

}  // namespace
}  // namespace athena
