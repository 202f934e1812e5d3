// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

// The models in the folder that ATHENA_MODELS names (tests/data/make_models.py makes them).
namespace athena::test {

inline std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

inline std::vector<std::string> model_names() {
  std::vector<std::string> names;
  const std::filesystem::path folder = variable("ATHENA_MODELS");
  if (!std::filesystem::is_directory(folder)) return names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string file = entry.path().filename().string();
    if (file.ends_with(".pt") && !file.ends_with(".calls.pt"))
      names.push_back(file.substr(0, file.size() - 3));
  }
  std::sort(names.begin(), names.end());
  return names;
}

inline std::string file_of(const std::string& name, const char* end) {
  return variable("ATHENA_MODELS") + "/" + name + end;
}

/// Models that are refused, with what the refusal says.
inline const std::map<std::string, std::string>& refused() {
  static const std::map<std::string, std::string> models = {
      {"resnet18_optimized", "optimize_for_inference"},
  };
  return models;
}

}  // namespace athena::test
