// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gtest/gtest.h>

#include "core/calibrate/put_codes.h"
#include "core/calibrate/static_values.h"
#include "core/graph/blocks.h"
#include "core/graph/flatten.h"
#include "core/graph/replace_sites.h"
#include "core/graph/settle.h"
#include "core/quantize/pack_layer.h"
#include "tests/core/graph/models.h"
#include "tests/core/measure/table_data.h"

namespace athena {

template <typename T>
T value_of(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(*result);
}

/// Its convolutions packed in int8-static, not yet between codes.
inline torch::jit::Module packed_static(const torch::jit::Module& module) {
  const torch::jit::Module settled = value_of(settle(module));
  std::map<std::string, SiteRewrite> rewrites;
  for (const StoredLayer& layer : find_layers(settled))
    if (layer.info.kind.starts_with("Conv") && layer.info.compressible)
      rewrites[layer.info.path] = value_of(pack_layer(layer, "int8-static", {})).rewrite;
  return value_of(replace_sites(settled, rewrites));
}

struct Coded {
  torch::jit::Module packed, module;
  SeenValues seen;
  std::vector<SiteFate> sites;

  /// The numbers of the values around a site.
  const std::vector<SiteValues>& numbers() {
    if (numbers_.empty()) {
      const torch::jit::Module copy = value_of(flatten(packed));
      numbers_ = static_values(copy, static_sites(copy)).of;
    }
    return numbers_;
  }
  kernels::RowRange range(std::size_t number) const { return code_range(seen.values[number].range); }

 private:
  std::vector<SiteValues> numbers_;
};

inline Coded coded(const torch::jit::Module& module, const at::Tensor& samples,
                   ObserverOptions observer = {}) {
  Coded made;
  made.packed = packed_static(module);
  CalibrateOptions options;
  options.observer = observer;
  options.split = "test";
  options.batch = 2;
  made.seen = value_of(observe_values(made.packed, TableData(samples, {}), options, {}));
  WithCodes result = value_of(put_codes(made.packed, made.seen));
  made.module = std::move(result.module);
  made.sites = std::move(result.sites);
  return made;
}

inline int count_of(const torch::jit::Module& module, const std::string& op) {
  int count = 0;
  for_each_node(module.get_method("forward").graph()->block(),
                [&](torch::jit::Node* node) { count += op == node->kind().toQualString(); });
  return count;
}

inline double relative_error(const at::Tensor& got, const at::Tensor& wanted) {
  return ((got - wanted).norm() / wanted.norm()).item<double>();
}

}  // namespace athena
