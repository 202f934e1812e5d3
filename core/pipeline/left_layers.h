// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>
#include <vector>

#include "core/base/job_context.h"

namespace athena {

/// Layers that a step does not do as asked, by reason.
class LeftLayers {
 public:
  void add(const std::string& path, const std::string& why) { paths_[why].push_back(path); }

  /// A warning for each reason: "Layer 'a' is rounded to nearest: REASON."; `what` they are instead.
  void warn(const JobContext& job, const std::string& what) const {
    for (const auto& [why, paths] : paths_)
      job.warn((paths.size() == 1 ? "Layer '" + paths[0] + "' is "
                                  : std::to_string(paths.size()) + " layers, '" + paths[0] + "' to '" +
                                        paths.back() + "', are ") +
               what + ": " + why + ".");
  }

 private:
  std::map<std::string, std::vector<std::string>> paths_;
};

}  // namespace athena
