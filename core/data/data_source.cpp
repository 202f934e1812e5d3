// SPDX-License-Identifier: Apache-2.0
#include "core/data/data_source.h"

#include <numeric>

namespace athena {

const MetricSpec& DataSource::metric() const {
  static const MetricSpec unsaid;
  return unsaid;
}

Result<Batch> DataSource::read(const std::string& split, std::int64_t begin, std::int64_t end) const {
  std::vector<std::int64_t> indices(static_cast<std::size_t>(end > begin ? end - begin : 0));
  std::iota(indices.begin(), indices.end(), begin);
  return read(split, indices);
}

Result<std::int64_t> DataSource::samples(const std::string& split) const {
  std::string known;
  for (const SplitInfo& one : info().splits) {
    if (one.name == split) return one.samples;
    known += (known.empty() ? "" : ", ") + one.name;
  }
  return fail(ErrorCode::InvalidArgument,
              "'" + info().path + "' has no split '" + split + "'; it has: " + known + ".");
}

}  // namespace athena
