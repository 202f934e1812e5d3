// SPDX-License-Identifier: Apache-2.0
#include "core/machine/roofline.h"

#include <gtest/gtest.h>

namespace athena {
namespace {

/// Reads 100, 50 and 10 GB/s from 1 MB, 8 MB and memory.
MachineReport machine() {
  MachineReport machine;
  machine.caches = {{1, "Instruction", 64'000'000}, {1, "Data", 1'000'000}, {2, "Unified", 8'000'000}};
  machine.reading = {{"L1", 500'000, 100}, {"L2", 4'000'000, 50}, {"memory", 64'000'000, 10}};
  machine.peaks = {{"scalar", 8, 4}, {"avx2", 64, 32}};
  return machine;
}

TEST(Roofline, ReadsFromWhereTheWorkingSetFits) {
  EXPECT_EQ(read_rate(machine(), 0), 100);
  EXPECT_EQ(read_rate(machine(), 1'000'000), 100);
  EXPECT_EQ(read_rate(machine(), 1'000'001), 50);
  EXPECT_EQ(read_rate(machine(), 8'000'001), 10);
}

TEST(Roofline, KnowsThePeakOfEachKindOfProduct) {
  EXPECT_EQ(peak_of(machine(), "avx2", true), 64);
  EXPECT_EQ(peak_of(machine(), "avx2", false), 32);
  EXPECT_EQ(peak_of(machine(), "avx512vnni", true), 0);
}

TEST(Roofline, PredictsTheLongerOfProductsAndBytes) {
  // 64e6 multiply-adds at 64e9 a second take 1 ms.
  EXPECT_DOUBLE_EQ(predicted_ms(machine(), "avx2", {64'000'000, 1000, 1000, true}), 1);
  EXPECT_DOUBLE_EQ(predicted_ms(machine(), "avx2", {64'000'000, 1000, 1000, false}), 2);
  // 20e6 bytes at 10e9 a second take 2 ms.
  EXPECT_DOUBLE_EQ(predicted_ms(machine(), "avx2", {64'000'000, 20'000'000, 20'000'000, true}), 2);
}

}  // namespace
}  // namespace athena
