// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/ivalue.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "athena/types/dataset.h"
#include "core/base/job_context.h"
#include "core/data/data_file.h"
#include "core/data/script_file.h"

namespace athena {

struct Batch {
  std::vector<c10::IValue> inputs;  // tensors [B, sample shape], as DataSource::arguments() names them
  at::Tensor labels;  // what outputs are scored against: [B] int64 class numbers, or [B, ...] of
                      // int64 or float32; undefined when there are none
};

/// Samples in splits, read in batches as they are needed. Safe from any thread.
class DataSource {
 public:
  virtual ~DataSource() = default;

  virtual const DatasetInfo& info() const = 0;
  /// Names of the method's arguments, one per input; an empty name goes by position.
  virtual const std::vector<std::string>& arguments() const = 0;
  /// Where the scored tensor lies in the method's result.
  virtual const OutputPath& output() const = 0;
  virtual bool has_labels(const std::string& split) const = 0;
  /// How outputs are scored against labels; an empty name leaves that to the labels' type.
  virtual const MetricSpec& metric() const;
  /// The files that compute the metric and the loss; null: ours do.
  virtual ScriptHandle metric_script() const { return nullptr; }
  virtual ScriptHandle loss_script() const { return nullptr; }
  /// True where the two splits have samples in common.
  virtual bool overlap(const std::string& a, const std::string& b) const { return a == b; }
  virtual bool is_random() const { return false; }

  /// Samples `indices` of a split, in that order. InvalidArgument: no such split or sample; Io: the file
  /// changed.
  virtual Result<Batch> read(const std::string& split, std::span<const std::int64_t> indices) const = 0;
  /// Samples [begin, end) of a split.
  Result<Batch> read(const std::string& split, std::int64_t begin, std::int64_t end) const;

  /// Number of samples. InvalidArgument names the splits there are.
  Result<std::int64_t> samples(const std::string& split) const;
};

using DataHandle = std::shared_ptr<const DataSource>;

/// Opens a data file (`NAME.data.json`), a folder that holds one or MNIST-style IDX files, or one IDX images
/// file with its labels beside it. Every column that is used is read once, to check and to hash it; `job` can
/// stop that. The fingerprint is the SHA-256 over the unpacked contents, the scripts and the binding: it does
/// not depend on where the files lie, nor on gzip.
/// NotFound; Io; NotSupported; InvalidArgument: the data file; Corruption: damaged data, or labels that do
/// not match the samples. Every message names the file.
Result<DataHandle> open_data(const std::string& path, const JobContext& job = {});

/// The same of what is described already, with full paths. `path` stands for it in messages.
Result<DataHandle> open_data(const std::string& path, DataFile file, const JobContext& job);

}  // namespace athena
