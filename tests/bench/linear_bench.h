// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "athena/types/result.h"

namespace athena::bench {

struct Shape {
  std::int64_t k = 0, n = 0;
};

/// One kernel at one shape, on one thread.
struct Figure {
  std::string op, kernel;  // "int4-dynamic:g=32"; the kernel that ran
  std::int64_t m = 0, k = 0, n = 0;
  double best_us = 0, median_us = 0;
  double gmacs = 0;       // m k n over the best time, products with zeros among them
  double peak_gmacs = 0;  // of the register-only loop, timed right before
};

/// Every Linear kernel with random weights at a shape and a number of rows; the sparse ones at several shares
/// of zeros: "sparse-fp32:80%", and of zero blocks: "sparse-int8:75%"; "sparse-int8:2:4" where k
/// is a multiple of 4.
Result<std::vector<Figure>> bench_linear(Shape shape, std::int64_t m, double seconds);

}  // namespace athena::bench
