// SPDX-License-Identifier: Apache-2.0
#include "core/machine/roofline.h"

#include <algorithm>
#include <string>

namespace athena {

double read_rate(const MachineReport& machine, std::int64_t working_set) {
  for (const ReadRate& rate : machine.reading)
    for (const CacheInfo& cache : machine.caches)
      if (cache.type != "Instruction" && rate.from == "L" + std::to_string(cache.level) &&
          working_set <= cache.bytes)
        return rate.gb_per_s;
  return machine.reading.empty() ? 0 : machine.reading.back().gb_per_s;
}

double peak_of(const MachineReport& machine, std::string_view isa, bool in_integers) {
  const auto found = std::find_if(machine.peaks.begin(), machine.peaks.end(),
                                  [&](const IsaPeak& peak) { return peak.isa == isa; });
  if (found == machine.peaks.end()) return 0;
  return in_integers ? found->int8_gmacs : found->fp32_gmacs;
}

double predicted_ms(const MachineReport& machine, std::string_view isa, const LayerWork& work) {
  const auto ms = [](std::int64_t amount, double rate) {
    return rate > 0 ? static_cast<double>(amount) / rate / 1e6 : 0;
  };
  return std::max(ms(work.multiply_adds, peak_of(machine, isa, work.in_integers)),
                  ms(work.bytes, read_rate(machine, work.working_set)));
}

}  // namespace athena
