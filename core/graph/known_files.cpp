// SPDX-License-Identifier: Apache-2.0
#include "core/graph/known_files.h"

#include <sys/stat.h>
#include <torch/version.h>

#include <cstdlib>
#include <ctime>
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

constexpr const char* kStamps = "stamps";  // files of the stamps' names, each with a hash

std::string text(const timespec& time) {
  return std::to_string(time.tv_sec) + "." + std::to_string(time.tv_nsec);
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

std::string file_stamp(const std::string& path) {
  struct stat facts {};
  if (::stat(path.c_str(), &facts) != 0) return {};
  constexpr std::int64_t clear_of_the_clocks_steps = 2;  // seconds; FAT's
  if (std::time(nullptr) - facts.st_ctim.tv_sec <= clear_of_the_clocks_steps) return {};
  return std::to_string(facts.st_dev) + "-" + std::to_string(facts.st_ino) + "-" +
         std::to_string(facts.st_size) + "-" + text(facts.st_mtim) + "-" + text(facts.st_ctim);
}

std::optional<std::string> known_hash(const std::string& stamp) {
  const auto folder = cache_folder();
  if (!folder || stamp.empty()) return std::nullopt;
  std::string hash;
  std::ifstream(*folder / kStamps / stamp) >> hash;
  if (hash.empty() || !is_known_file(hash)) return std::nullopt;
  return hash;
}

void remember_file(const std::string& hash, const std::string& stamp) {
  {
    const std::lock_guard lock(remembered().mutex);
    remembered().hashes.insert(hash);
  }
  const auto folder = cache_folder();
  if (!folder) return;
  std::error_code error;
  fs::create_directories(*folder / kStamps, error);
  std::ofstream(*folder / hash, std::ios::app);
  if (!stamp.empty()) std::ofstream(*folder / kStamps / stamp) << hash;
}

}  // namespace athena
