// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <string>
#include <vector>

#include "athena/types/measurement.h"

namespace athena {

/// Forgets what the packed layers of a module have run.
void reset_coverage(const torch::jit::Module& module);

/// The packed layers of a module by path, each with its scheme, stored bytes, and the calls and the kernel of
/// its last call since reset_coverage().
std::vector<LayerReport> coverage(const torch::jit::Module& module);

/// Whether the packed weights at `attribute` (a full path) stand for those of the layer `path`.
bool is_packed_of(const std::string& attribute, const std::string& path);

/// Fills in kernel and calls of a variant's layers. A compressed layer that `data` (its name) did not reach,
/// or that the module does not hold, says so in its reason.
void add_coverage(std::vector<LayerReport>& layers, const torch::jit::Module& module,
                  const std::string& data);

}  // namespace athena
