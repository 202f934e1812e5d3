// SPDX-License-Identifier: Apache-2.0
#include "core/machine/describe.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <string_view>

#include "core/base/environment.h"
#include "core/kernels/isa.h"

namespace athena {
namespace {

/// Linux's names of those that multiply.
constexpr std::array<std::string_view, 18> kThatMultiply = {
    "sse2",        "ssse3",       "sse4_1",      "avx",           "avx2",     "fma",
    "f16c",        "avx_vnni",    "avx512f",     "avx512bw",      "avx512dq", "avx512vl",
    "avx512_vnni", "avx512_bf16", "avx512_fp16", "avx_vnni_int8", "amx_int8", "amx_bf16"};

std::vector<std::string> instruction_sets() {
  std::ifstream file("/proc/cpuinfo");
  std::vector<std::string> found;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("flags")) continue;
    std::istringstream flags(line.substr(line.find(':') + 1));
    for (std::string flag; flags >> flag;)
      if (std::find(kThatMultiply.begin(), kThatMultiply.end(), flag) != kThatMultiply.end())
        found.push_back(flag);
    break;  // every core has the same
  }
  return found;
}

std::string first_line(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

/// "32K", "16M".
std::int64_t bytes_of(const std::string& size) {
  std::istringstream in(size);
  std::int64_t count = 0;
  char unit = ' ';
  in >> count >> unit;
  return unit == 'K' ? count << 10 : unit == 'M' ? count << 20 : unit == 'G' ? count << 30 : count;
}

/// Of a list as "0-3,8".
int length_of(const std::string& list) {
  std::istringstream in(list);
  int length = 0;
  for (std::string part; std::getline(in, part, ',');) {
    int first = 0, last = 0;
    char dash = ' ';
    std::istringstream range(part);
    range >> first;
    length += range >> dash >> last ? last - first + 1 : 1;
  }
  return std::max(length, 1);
}

std::vector<CacheInfo> caches() {
  std::vector<CacheInfo> all;
  for (int index = 0;; ++index) {
    const std::string folder = "/sys/devices/system/cpu/cpu0/cache/index" + std::to_string(index) + "/";
    const std::string type = first_line(folder + "type");
    if (type.empty()) return all;
    all.push_back({static_cast<int>(bytes_of(first_line(folder + "level"))), type,
                   bytes_of(first_line(folder + "size")), length_of(first_line(folder + "shared_cpu_list"))});
  }
}

}  // namespace

Result<MachineReport> describe_machine() {
  ATHENA_ASSIGN(const kernels::Isa isa, kernels::active_isa());
  MachineReport report;
  report.cpu = processor_name();
  report.cores = usable_cores();
  report.caches = caches();
  report.instruction_sets = instruction_sets();
  report.isa = kernels::name(isa);
  return report;
}

}  // namespace athena
