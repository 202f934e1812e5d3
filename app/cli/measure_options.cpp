// SPDX-License-Identifier: Apache-2.0
#include "app/cli/measure_options.h"

namespace athena::cli {

void add_trust_option(CLI::App& command, bool& trust) {
  command.add_flag(
      "--trust", trust,
      "Open a model that was never opened before without trying it in a process of its own, also where "
      "its code does more than compute; remembered for this very file");
}

void add_data_option(CLI::App& command, std::string& data) {
  command.add_option("--data", data, "Data file, folder, or IDX images file")->type_name("PATH");
}

void add_sample_options(CLI::App& command, MeasureOptions& options) {
  command.add_option("--split", options.split, "Split that is measured on")
      ->capture_default_str()
      ->type_name("NAME")
      ->check(CLI::IsMember({"train", "calibrate", "validate", "test"}));
  command
      .add_option("--samples,--max-samples", options.max_samples,
                  "First samples of the split to measure on; 0 means all")
      ->capture_default_str()
      ->type_name("N")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{1} << 40));
}

void add_thread_option(CLI::App& command, int& threads) {
  command.add_option("--threads", threads, "Threads of the latency run")
      ->capture_default_str()
      ->type_name("N")
      ->check(CLI::Range(1, 1024));
}

void add_batch_option(CLI::App& command, const std::string& name, int& batch, const std::string& summary) {
  command.add_option(name, batch, summary)
      ->capture_default_str()
      ->type_name("N")
      ->check(CLI::Range(1, 1 << 20));
}

}  // namespace athena::cli
