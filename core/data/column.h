// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "athena/types/result.h"

namespace athena {

/// One column of a source: a row per sample, all of one shape and type.
class Column {
 public:
  virtual ~Column() = default;
  virtual std::int64_t rows() const = 0;
  virtual const std::vector<std::int64_t>& row_shape() const = 0;  // [] for a number per row
  virtual at::ScalarType dtype() const = 0;                        // as stored
  virtual const std::string& content_hash() const = 0;             // SHA-256 of the unpacked file
  virtual const std::string& where() const = 0;                    // the file's name, for messages

  /// Rows `indices` in that order as [n, row shape] of the stored type; safe from any thread.
  virtual Result<at::Tensor> read(std::span<const std::int64_t> indices) const = 0;

 protected:
  /// InvalidArgument: there is no such row.
  Status check_row(std::int64_t index) const {
    if (index >= 0 && index < rows()) return {};
    return fail(ErrorCode::InvalidArgument, "'" + where() + "' has no sample " + std::to_string(index) + ".");
  }
};
using ColumnHandle = std::shared_ptr<const Column>;

}  // namespace athena
