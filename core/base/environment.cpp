// SPDX-License-Identifier: Apache-2.0
#include "core/base/environment.h"

#include <sched.h>
#include <sys/utsname.h>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <thread>

#include "core/base/io_error.h"

namespace athena {

std::string processor_name() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    const std::size_t colon = line.find(':');
    // ARM kernels give no "model name".
    if (colon != std::string::npos && line.starts_with("model name"))
      return line.substr(line.find_first_not_of(' ', colon + 1));
  }
  utsname system{};
  return ::uname(&system) == 0 ? std::string(system.machine) + " processor" : "unknown processor";
}

int usable_cores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0) return CPU_COUNT(&set);
  const unsigned cores = std::thread::hardware_concurrency();
  return cores > 0 ? static_cast<int>(cores) : 1;
}

std::string machine_description() {
  const int cores = usable_cores();
  return processor_name() + ", " + std::to_string(cores) + (cores == 1 ? " core" : " cores");
}

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

Result<std::string> executable_folder() {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) return fail_io(error.value(), "read", "/proc/self/exe");
  return program.parent_path().string();
}

}  // namespace athena
