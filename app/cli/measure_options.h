// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <CLI/CLI.hpp>

#include "athena/workbench.h"

// Options that several subcommands share; a value out of range is a usage error.
namespace athena::cli {

/// --trust: what OpenRequest::trust says.
void add_trust_option(CLI::App& command, bool& trust);
/// --data
void add_data_option(CLI::App& command, std::string& data);
/// --split, --samples: which samples accuracy and agreement are measured on.
void add_sample_options(CLI::App& command, MeasureOptions& options);
/// --threads: of the latency run.
void add_thread_option(CLI::App& command, int& threads);
/// --batch or another name.
void add_batch_option(CLI::App& command, const std::string& name, int& batch, const std::string& summary);

}  // namespace athena::cli
