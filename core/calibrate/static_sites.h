// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace athena {

/// An athena::conv of an int8-static layer, and what runs right behind it in the same op once it runs between
/// codes: conv -> add -> clamp, each the only user of the one before.
struct StaticSite {
  torch::jit::Node* conv = nullptr;
  std::string weights;                  // path of the attribute with the packed weights
  std::int64_t dimensions = 2;          // of the kernel
  std::vector<std::int64_t> padding{};  // where the op names one ("same")
  torch::jit::Node* add = nullptr;      // aten::add of the result and another tensor; null: none
  std::size_t added_at = 1;             // which of its inputs that is
  torch::jit::Node* clamp = nullptr;    // a ReLU or its like; null: none
  std::optional<double> low{}, high{};  // of the clamp
  std::string why_not{};                // it cannot run between codes; empty: it can

  torch::jit::Value* input() const { return conv->input(0); }
  torch::jit::Value* added() const { return add->input(added_at); }
  torch::jit::Value* end() const { return clamp ? clamp->output() : add ? add->output() : conv->output(); }
};

/// Those of all methods of a flattened module that has not run, always in the same order. The graphs are made
/// ready for it, and compute what they did: ops in place on a convolution's result, which nobody else sees,
/// give a tensor of their own, and a ReLU behind a max pooling goes before it.
std::vector<StaticSite> static_sites(const torch::jit::Module& flat);

}  // namespace athena
