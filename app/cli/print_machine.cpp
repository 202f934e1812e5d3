// SPDX-License-Identifier: Apache-2.0
#include "app/cli/print_machine.h"

#include "app/cli/format.h"
#include "app/cli/table.h"

namespace athena::cli {
namespace {

void print_caches(const MachineReport& machine, std::ostream& out) {
  std::string text;
  for (const CacheInfo& cache : machine.caches) {
    text += (text.empty() ? "" : ", ") + ("L" + std::to_string(cache.level));
    if (cache.type != "Unified") text += cache.type == "Data" ? " data" : " instructions";
    text += " " + std::to_string(cache.bytes / 1024) + " KiB";
    if (cache.sharers > 1) text += " for " + std::to_string(cache.sharers);
  }
  if (!text.empty()) out << "caches: " << text << "\n";
}

void print_peaks(const MachineReport& machine, std::ostream& out) {
  out << "\nMultiply-adds with all operands in registers, 1e9 a second:\n";
  Table table({{"kernels"}, {"int8", Align::Right}, {"fp32", Align::Right}, {""}});
  for (const IsaPeak& peak : machine.peaks)
    table.add({peak.isa, rate_text(peak.int8_gmacs), rate_text(peak.fp32_gmacs),
               peak.isa == machine.isa ? "in use" : ""});
  table.print(out);
}

void print_reading(const MachineReport& machine, std::ostream& out) {
  out << "\nReading, 1e9 bytes a second:\n";
  Table table({{"from"}, {"buffer", Align::Right}, {"rate", Align::Right}});
  for (const ReadRate& rate : machine.reading)
    table.add({rate.from, bytes_text(rate.bytes), rate_text(rate.gb_per_s)});
  table.print(out);
}

}  // namespace

void print_machine(const MachineReport& machine, std::ostream& out) {
  out << machine.cpu << ", " << machine.cores << (machine.cores == 1 ? " core\n" : " cores\n");
  print_caches(machine, out);
  out << "instruction sets:";
  for (const std::string& name : machine.instruction_sets) out << " " << name;
  out << "\nmeasured on " << machine.threads << (machine.threads == 1 ? " thread\n" : " threads\n");
  print_peaks(machine, out);
  print_reading(machine, out);
}

}  // namespace athena::cli
