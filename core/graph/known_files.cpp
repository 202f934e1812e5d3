// SPDX-License-Identifier: Apache-2.0
#include "core/graph/known_files.h"

#include <torch/version.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <optional>
#include <set>

namespace athena {
namespace {

namespace fs = std::filesystem;

struct Remembered {
  std::mutex mutex;
  std::set<std::string> hashes;
};

Remembered& remembered() {
  static Remembered all;
  return all;
}

std::optional<fs::path> cache_folder() {
  const auto variable = [](const char* name) -> fs::path {
    const char* value = std::getenv(name);
    return value ? value : "";
  };
  fs::path cache = variable("XDG_CACHE_HOME");
  if (const fs::path home = variable("HOME"); !cache.is_absolute() && home.is_absolute())
    cache = home / ".cache";
  if (!cache.is_absolute()) return std::nullopt;
  return cache / "athena" / "known-models" / TORCH_VERSION;
}

}  // namespace

bool is_known_file(const std::string& hash) {
  {
    const std::lock_guard lock(remembered().mutex);
    if (remembered().hashes.contains(hash)) return true;
  }
  const auto folder = cache_folder();
  std::error_code error;
  return folder && fs::is_regular_file(*folder / hash, error);
}

void remember_file(const std::string& hash) {
  {
    const std::lock_guard lock(remembered().mutex);
    remembered().hashes.insert(hash);
  }
  const auto folder = cache_folder();
  if (!folder) return;
  std::error_code error;
  fs::create_directories(*folder, error);
  std::ofstream(*folder / hash, std::ios::app);
}

}  // namespace athena
