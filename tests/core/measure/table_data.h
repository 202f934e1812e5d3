// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/ATen.h>

#include <utility>

#include "core/data/data_source.h"

namespace athena {

/// One split "test" over tensors in memory.
class TableData : public DataSource {
 public:
  TableData(at::Tensor inputs, at::Tensor labels) : inputs_(std::move(inputs)), labels_(std::move(labels)) {
    info_.name = info_.path = "table";
    info_.splits = {{"test", inputs_.size(0)}};
  }
  const DatasetInfo& info() const override { return info_; }
  const std::vector<std::string>& arguments() const override { return arguments_; }
  const OutputPath& output() const override { return output_; }
  bool has_labels(const std::string&) const override { return labels_.defined(); }

  using DataSource::read;
  Result<Batch> read(const std::string&, std::span<const std::int64_t> indices) const override {
    const at::Tensor rows = at::tensor(std::vector<std::int64_t>(indices.begin(), indices.end()), at::kLong);
    largest_batch_ = std::max(largest_batch_, static_cast<std::int64_t>(indices.size()));
    return Batch{{inputs_.index_select(0, rows)},
                 labels_.defined() ? labels_.index_select(0, rows) : at::Tensor()};
  }

  DatasetInfo info_;
  std::vector<std::string> arguments_{""};
  OutputPath output_;
  mutable std::int64_t largest_batch_ = 0;

 private:
  at::Tensor inputs_, labels_;
};

}  // namespace athena
