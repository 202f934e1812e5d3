// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <torch/csrc/jit/ir/constants.h>

#include <map>
#include <optional>
#include <vector>

#include "core/graph/attributes.h"
#include "core/graph/blocks.h"
#include "core/graph/compressible.h"
#include "core/graph/stored_tensor.h"
#include "core/passes/each_pass.h"

namespace athena {
namespace {

using torch::jit::Node;

/// Positions in the schemas of aten::batch_norm and of the convolutions.
enum BatchNormInput { kInput, kGamma, kBeta, kMean, kVariance, kTraining, kMomentum, kEpsilon };
enum ConvolutionInput { kConvolved, kWeight, kBias };

struct Site {
  Node *convolution, *batch_norm;
};

/// What all sites of one convolution read.
struct Tensors {
  std::string weight, bias;                 // paths; no bias: empty
  std::string mean, variance, gamma, beta;  // paths; gamma and beta may be empty
  double epsilon = 0;
  bool operator==(const Tensors&) const = default;
};

bool is_convolution(const Node* node) {
  const std::string op = node->kind().toQualString();
  if (op == "aten::conv1d" || op == "aten::conv2d" || op == "aten::conv3d") return true;
  return op == "aten::_convolution" && torch::jit::constant_as<bool>(node->namedInput("transposed")) == false;
}

class BatchNormFolding {
 public:
  explicit BatchNormFolding(const torch::jit::Module& flat)
      : flat_(flat), readers_(attribute_readers(flat)), written_(written_attributes(flat)) {}

  PassEffect run() {
    std::map<std::string, std::vector<std::pair<Site, Tensors>>> by_weight;
    for (const torch::jit::Method& method : flat_.get_methods())
      for_each_node(method.graph()->block(), [&](Node* node) {
        if (node->kind() != c10::aten::batch_norm || !is_convolution(node->input(kInput)->node())) return;
        const Site site{node->input(kInput)->node(), node};
        if (const auto tensors = tensors_of(site)) by_weight[tensors->weight].push_back({site, *tensors});
      });
    for (const auto& [weight, sites] : by_weight)
      if (can_fold(sites)) fold(sites);
    return std::move(effect_);
  }

 private:
  /// The path of a stored tensor that is used as it is and never assigned; empty: None. nullopt: neither.
  std::optional<std::string> path_of(const torch::jit::Value* value) const {
    if (value->type() == c10::NoneType::get()) return "";
    const auto stored = stored_tensor(value, flat_);
    if (!stored || stored->path.empty() || !stored->through.empty() || written_.count(stored->path))
      return std::nullopt;
    return stored->path;
  }

  std::optional<Tensors> tensors_of(const Site& site) const {
    const Node *conv = site.convolution, *norm = site.batch_norm;
    const auto weight = path_of(conv->input(kWeight)), bias = path_of(conv->input(kBias));
    const auto mean = path_of(norm->input(kMean)), variance = path_of(norm->input(kVariance));
    const auto gamma = path_of(norm->input(kGamma)), beta = path_of(norm->input(kBeta));
    const auto epsilon = torch::jit::constant_as<double>(norm->input(kEpsilon));
    if (!weight || !bias || !mean || !variance || !gamma || !beta || !epsilon) return std::nullopt;
    if (weight->empty() || mean->empty() || variance->empty()) return std::nullopt;
    return Tensors{*weight, *bias, *mean, *variance, *gamma, *beta, *epsilon};
  }

  /// Whether `op` alone reads the tensor, `count` times.
  bool read_by(const std::string& path, const std::string& op, std::size_t count) const {
    if (path.empty()) return true;
    const auto found = readers_.find(path);
    return found != readers_.end() &&
           found->second == std::map<std::string, int>{{op, static_cast<int>(count)}};
  }

  bool can_fold(const std::vector<std::pair<Site, Tensors>>& sites) const {
    const Tensors& first = sites.front().second;
    const std::string op = sites.front().first.convolution->kind().toQualString();
    for (const auto& [site, tensors] : sites)
      if (!(tensors == first) || site.convolution->kind().toQualString() != op ||
          site.convolution->output()->uses().size() != 1 ||
          torch::jit::constant_as<bool>(site.batch_norm->input(kTraining)) != false)
        return false;
    for (const std::string& path : {first.weight, first.bias})
      if (!read_by(path, op, sites.size())) return false;
    for (const std::string& path : {first.mean, first.variance, first.gamma, first.beta})
      if (!read_by(path, "aten::batch_norm", sites.size())) return false;
    return true;
  }

  at::Tensor exact(const std::string& path) const {
    return find_attribute(flat_, path)->toTensor().detach().to(at::kDouble);
  }

  void fold(const std::vector<std::pair<Site, Tensors>>& sites) {
    const Tensors& paths = sites.front().second;
    at::Tensor scale = (exact(paths.variance) + paths.epsilon).rsqrt();
    if (!paths.gamma.empty()) scale = scale * exact(paths.gamma);
    at::Tensor shift = paths.bias.empty() ? -exact(paths.mean) : exact(paths.bias) - exact(paths.mean);
    shift = shift * scale;
    if (!paths.beta.empty()) shift = shift + exact(paths.beta);
    const at::Tensor weight = exact(paths.weight);
    std::vector<std::int64_t> per_channel(static_cast<std::size_t>(weight.dim()), 1);
    per_channel[0] = -1;
    const at::ScalarType dtype = find_attribute(flat_, paths.weight)->toTensor().scalar_type();
    effect_.edits.replace[paths.weight] = (weight * scale.view(per_channel)).to(dtype);
    put_bias(sites, paths, shift.to(dtype));
    for (const std::string& path : {paths.mean, paths.variance, paths.gamma, paths.beta})
      if (!path.empty()) effect_.edits.remove.insert(path);
    for (const auto& [site, tensors] : sites) {
      site.batch_norm->output()->replaceAllUsesWith(site.convolution->output());
      site.batch_norm->destroy();
      ++effect_.sites;
    }
  }

  void put_bias(const std::vector<std::pair<Site, Tensors>>& sites, const Tensors& paths,
                const at::Tensor& bias) {
    if (!paths.bias.empty()) {
      effect_.edits.replace[paths.bias] = bias;
      return;
    }
    const std::string owner = split_path(paths.weight).first;
    effect_.edits.remove.insert(join_path(owner, "bias"));  // where the convolution has it, it is None
    effect_.edits.add.push_back({owner, "bias", bias});
    for (const auto& [site, tensors] : sites) {
      torch::jit::Graph& graph = *site.convolution->owningGraph();
      const torch::jit::WithInsertPoint before(site.convolution);
      torch::jit::Value* module = read_attribute(graph, graph.inputs()[0], owner);
      site.convolution->replaceInput(kBias,
                                     read_new_attribute(graph, module, "bias", c10::TensorType::get()));
    }
  }

  const torch::jit::Module& flat_;
  const AttributeReaders readers_;
  const std::set<std::string> written_;
  PassEffect effect_;
};

}  // namespace

/// (w * x + b - mean) * s + beta = (w s) * x + (b - mean) s + beta with s = gamma / sqrt(variance + epsilon),
/// computed in double and rounded once. Only a convolution whose every use goes into the same BatchNorm with
/// stored statistics, and whose tensors nothing else reads.
PassEffect fold_batchnorm(const torch::jit::Module& flat) { return BatchNormFolding(flat).run(); }

}  // namespace athena
