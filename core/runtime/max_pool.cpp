// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/max_pool.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/native/Pool.h>

#include <type_traits>

#include "core/kernels/split.h"
#include "core/runtime/static_codes.h"
#include "core/runtime/value_or_throw.h"

namespace athena {
namespace {

using Pair = kernels::MaxPool::Pair;

/// A list of one or two numbers stands for a pair; none for `otherwise`.
Pair pair_of(at::IntArrayRef list, const Pair& otherwise) {
  if (list.empty()) return otherwise;
  return {list[0], list.size() > 1 ? list[1] : list[0]};
}

}  // namespace

std::optional<kernels::MaxPool> max_pool_of(const at::Tensor& x, at::IntArrayRef kernel_size,
                                            at::IntArrayRef stride, at::IntArrayRef padding,
                                            at::IntArrayRef dilation, bool ceil_mode) {
  if (kernel_size.empty()) return {};
  kernels::MaxPool pool;
  pool.channels = x.size(1);
  pool.size = {x.size(2), x.size(3)};
  pool.window = pair_of(kernel_size, {});
  pool.stride = pair_of(stride, pool.window);
  pool.padding = pair_of(padding, {0, 0});
  pool.dilation = pair_of(dilation, {1, 1});
  for (std::size_t d = 0; d < 2; ++d) {
    if (pool.window[d] < 1 || pool.stride[d] < 1 || pool.dilation[d] < 1 || pool.padding[d] < 0 ||
        pool.padding[d] > pool.window[d] / 2)
      return {};
    pool.out[d] = at::native::pooling_output_shape(pool.size[d], pool.window[d], pool.padding[d],
                                                   pool.stride[d], pool.dilation[d], ceil_mode);
  }
  if (pool.out[0] < 1 || pool.out[1] < 1 || !pool.windows_meet_image()) return {};
  return pool;
}

template <typename T>
at::Tensor run_max_pool(const kernels::MaxPool& pool, const at::Tensor& x) {
  static const kernels::Isa isa = value_or_throw(kernels::active_isa());
  const bool planes = std::is_same_v<T, float> && x.is_contiguous();
  at::Tensor y = at::empty(
      {x.size(0), x.size(1), pool.out[0], pool.out[1]},
      x.options().memory_format(planes ? at::MemoryFormat::Contiguous : at::MemoryFormat::ChannelsLast));
  const T* from = x.const_data_ptr<T>();
  T* to = y.mutable_data_ptr<T>();
  const std::int64_t apart = planes ? pool.channels : 1, together = planes ? 1 : pool.channels;
  const std::int64_t rows = x.size(0) * apart * pool.out[0];
  const std::int64_t taps = pool.out[1] * together * pool.window[0] * pool.window[1];
  at::parallel_for(0, rows, kernels::grain_of(taps, kernels::kQuantizeGrain),
                   [&](std::int64_t begin, std::int64_t end) {
                     if constexpr (std::is_same_v<T, float>)
                       if (planes) return pool.run_planes(from, begin, end, to, isa);
                     pool.run(from, begin, end, to, isa);
                   });
  return y;
}

template at::Tensor run_max_pool<float>(const kernels::MaxPool& pool, const at::Tensor& x);
template at::Tensor run_max_pool<std::uint8_t>(const kernels::MaxPool& pool, const at::Tensor& x);

at::Tensor max_pool2d_static(const at::Tensor& codes, at::IntArrayRef kernel_size, at::IntArrayRef stride,
                             at::IntArrayRef padding, at::IntArrayRef dilation, bool ceil_mode) {
  constexpr const char* kOp = "athena::max_pool2d_static";
  check_codes(codes, kOp);
  TORCH_CHECK(codes.dim() == 4, kOp, ": codes of shape ", codes.sizes(),
              "; they must be images [batch, channels, height, width].");
  const auto pool = max_pool_of(codes, kernel_size, stride, padding, dilation, ceil_mode);
  TORCH_CHECK(pool.has_value(), kOp, ": a window of ", kernel_size, " with stride ", stride, ", padding ",
              padding, " and dilation ", dilation, " does not fit images of shape ", codes.sizes(), ".");
  return run_max_pool<std::uint8_t>(*pool, codes.contiguous(at::MemoryFormat::ChannelsLast));
}

}  // namespace athena
