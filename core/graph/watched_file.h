// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <caffe2/serialize/file_adapter.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <string>

#include "core/base/job_context.h"

namespace athena {

/// A file that LibTorch loads: how much of it was read is the progress of `job`, and once `job` is to stop
/// nothing more is read, on which LibTorch gives up.
class WatchedFile : public caffe2::serialize::ReadAdapterInterface {
 public:
  WatchedFile(const std::string& path, const JobContext& job) : file_(path), job_(job) {}

  std::size_t size() const override { return file_.size(); }
  std::size_t read(std::uint64_t position, void* to, std::size_t count, const char* what) const override {
    if (job_.stop_requested()) return 0;
    const std::size_t got = file_.read(position, to, count, what);
    const std::size_t read = read_ += got;
    job_.progress(std::min(1.0, static_cast<double>(read) / static_cast<double>(size())), "loading");
    return got;
  }

 private:
  caffe2::serialize::FileAdapter file_;
  const JobContext job_;
  mutable std::atomic<std::size_t> read_{0};
};

}  // namespace athena
