// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/conv_data.h"

#include <ATen/ATen.h>

#include <functional>
#include <numeric>
#include <string>

namespace athena {
namespace {

tl::unexpected<Error> refuse(const std::string& what) {
  return fail(ErrorCode::InvalidArgument,
              "Packed weights: " + what + ". The file is damaged or was not written by Athena.");
}

}  // namespace

std::int64_t ConvData::taps() const {
  return std::accumulate(kernel.begin(), kernel.end(), std::int64_t{1}, std::multiplies<>());
}

Status check(const ConvData& data) {
  if (is_int4(data.weights.scheme) || is_sparse(data.weights.scheme))
    return refuse("the scheme " + std::string(name(data.weights.scheme)) + ", which no convolution has");
  ATHENA_TRY(check(data.weights));
  if (data.kernel.empty() || data.kernel.size() > 3)
    return refuse("a convolution of " + std::to_string(data.kernel.size()) + " dimensions");
  std::int64_t left = data.weights.k;
  for (const std::int64_t size : data.kernel) {
    if (size < 1 || left % size != 0)
      return refuse("a kernel of " + std::to_string(size) + " taps for " + std::to_string(data.weights.k) +
                    " weights of an output");
    left /= size;
  }
  if (data.groups < 1 || data.weights.n % data.groups != 0 || (data.transposed && data.groups != 1))
    return refuse(std::to_string(data.groups) + " groups for " + std::to_string(data.weights.n) +
                  " output channels");
  if (left == 0) return refuse("no input channels");
  return {};
}

at::Tensor dequantize(const ConvData& data) {
  std::vector<std::int64_t> sizes{data.weights.n, data.weights.k / data.taps()};
  sizes.insert(sizes.end(), data.kernel.begin(), data.kernel.end());
  const at::Tensor weight = dequantize(data.weights).view(sizes);
  return data.transposed ? weight.transpose(0, 1).contiguous() : weight;
}

}  // namespace athena
