// SPDX-License-Identifier: Apache-2.0
#include "core/observe/input_moments.h"

#include <ATen/ATen.h>
#include <torch/csrc/jit/ir/constants.h>
#include <torch/library.h>

#include <algorithm>
#include <vector>

#include "core/graph/flatten.h"
#include "core/graph/layers.h"
#include "core/runtime/conv_geometry.h"

namespace athena {
namespace {

using torch::jit::Node;
using Sizes = std::vector<std::int64_t>;

struct ObservedLayer {
  std::string path{};
  std::int64_t groups = 1;
  Sizes kernel{};  // of a convolution
  InputMoment moment{};
};

/// Of the run under way on this thread.
thread_local std::vector<ObservedLayer>* observed = nullptr;

void add_rows(InputMoment& moment, const at::Tensor& rows) {  // [groups, rows, K]
  const at::Tensor x = rows.to(at::kDouble);
  if (!moment.sum.defined()) moment.sum = at::zeros({x.size(0), x.size(2), x.size(2)}, at::kDouble);
  moment.sum.baddbmm_(x.transpose(1, 2), x);
  moment.rows += x.size(1);
}

void linear_input(std::int64_t layer, const at::Tensor& x) {
  if (!observed) return;
  add_rows((*observed)[static_cast<std::size_t>(layer)].moment, x.reshape({1, -1, x.size(-1)}));
}

/// A convolution in one dimension is one in two over a height of 1.
Sizes in_two(const Sizes& given, std::int64_t spare) {
  return given.size() == 2 ? given : Sizes{spare, given[0]};
}

/// The patches of every sample, one by one: all of a batch at once would take K times its memory.
void conv_input(std::int64_t layer, const at::Tensor& x, at::IntArrayRef stride, at::IntArrayRef padding,
                at::IntArrayRef dilation) {
  if (!observed) return;
  ObservedLayer& seen = (*observed)[static_cast<std::size_t>(layer)];
  const auto dimensions = static_cast<std::int64_t>(seen.kernel.size());
  ConvGeometry geometry = conv_geometry(stride, padding, dilation, dimensions);
  at::Tensor images = padded_by(x.to(at::kDouble), geometry);
  if (x.dim() == dimensions + 1) images = images.unsqueeze(0);
  if (dimensions == 1) images = images.unsqueeze(2);
  for (const at::Tensor& image : images.split(1)) {
    const at::Tensor patches =  // [1, C taps, L]
        at::im2col(image, in_two(seen.kernel, 1), in_two(geometry.dilation, 1), in_two(geometry.before, 0),
                   in_two(geometry.stride, 1));
    add_rows(seen.moment, patches.reshape({seen.groups, -1, patches.size(2)}).transpose(1, 2));
  }
}

void conv_input_named(std::int64_t layer, const at::Tensor& x, at::IntArrayRef stride,
                      std::string_view padding, at::IntArrayRef dilation) {
  if (!observed) return;
  const Sizes& kernel = (*observed)[static_cast<std::size_t>(layer)].kernel;
  conv_input(layer, x, stride, named_padding(padding, stride, dilation, kernel), dilation);
}

/// An analysis other than CONSERVATIVE would take the ops for pure, and move or drop them.
TORCH_LIBRARY(athena_observe, library) {
  const auto as_is = c10::AliasAnalysisKind::CONSERVATIVE;
  library.def(torch::schema("linear_input(int layer, Tensor x) -> ()", as_is), linear_input);
  library.def(
      torch::schema("conv_input(int layer, Tensor x, int[] stride, int[] padding, int[] dilation) -> ()",
                    as_is),
      conv_input);
  library.def(
      torch::schema("conv_input.named(int layer, Tensor x, int[] stride, str padding, int[] dilation) -> ()",
                    as_is),
      conv_input_named);
}

void put_before(Node* site, std::int64_t layer, bool linear) {
  torch::jit::Graph& graph = *site->owningGraph();
  const torch::jit::WithInsertPoint before(site);
  std::vector<torch::jit::Value*> inputs = {graph.insertConstant(layer), site->input(0)};
  if (!linear)
    for (const char* name : {"stride", "padding", "dilation"}) inputs.push_back(site->namedInput(name));
  const auto op =
      c10::Symbol::fromQualString(linear ? "athena_observe::linear_input" : "athena_observe::conv_input");
  graph.insertNode(graph.create(op, inputs, 0));
}

ObservedLayer observed_layer(const StoredLayer& layer) {
  ObservedLayer seen;
  seen.path = layer.info.path;
  if (layer.info.kind == "Linear") return seen;
  seen.kernel = layer.weight.sizes().slice(2).vec();
  seen.groups = torch::jit::constant_as<std::int64_t>(layer.sites[0].node->namedInput("groups")).value_or(1);
  return seen;
}

}  // namespace

bool has_input_moment(std::string_view kind) {
  return kind == "Linear" || kind == "Conv1d" || kind == "Conv2d";
}

Result<std::map<std::string, InputMoment>> observe_inputs(const torch::jit::Module& settled,
                                                          const std::set<std::string>& paths,
                                                          const DataSource& data,
                                                          const ObserveOptions& options,
                                                          const JobContext& job) {
  ATHENA_ASSIGN(const torch::jit::Module copy, flatten(settled));
  std::vector<ObservedLayer> layers;
  for (const StoredLayer& layer : find_layers(copy)) {
    if (!paths.count(layer.info.path) || !has_input_moment(layer.info.kind) || layer.sites.empty()) continue;
    for (const LayerSite& site : layer.sites)
      put_before(site.node, static_cast<std::int64_t>(layers.size()), layer.info.kind == "Linear");
    layers.push_back(observed_layer(layer));
  }
  const Recording recording(observed, layers);
  ATHENA_TRY(run_samples(copy, data, options, job));
  std::map<std::string, InputMoment> moments;
  for (ObservedLayer& layer : layers)
    if (layer.moment.rows > 0) moments[layer.path] = std::move(layer.moment);
  return moments;
}

}  // namespace athena
