// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace athena {

/// Where a layer's weight is used: the method, and the nesting of blocks around the op ("if@12/then",
/// "loop@3").
struct Site {
  std::string method;
  std::string block;  // empty at the top of the method
  std::string op;     // "aten::linear"

  /// "forward, if@3/then", for people.
  std::string place() const { return block.empty() ? method : method + ", " + block; }
};

/// A stored weight and the ops that multiply by it.
struct LayerInfo {
  std::string path;  // module path that owns the weight: "encoder.layers.0.linear1", "self_attn.in_proj"
  std::string kind;  // "Linear", "Conv2d", "BatchNorm2d", "LayerNorm", "Embedding", "LSTM", "Buffer", ...
  std::vector<std::int64_t> weight_shape;  // Linear: [N, K]
  /// Shapes of all weights of a recurrent layer, whose first is weight_shape; empty: there is one.
  std::vector<std::vector<std::int64_t>> matrices;
  std::string dtype;            // of the weight as stored: "fp32"
  std::int64_t parameters = 0;  // elements of all its tensors
  std::int64_t bytes = 0;       // of all its tensors as stored
  std::int64_t bias_bytes = 0;  // of its biases in fp32, which every scheme keeps
  std::vector<Site> sites;
  std::string tied_to;  // path of the layer that owns the same storage, or empty
  bool compressible = false;
  std::string reason;                // why not, when it is not
  std::optional<double> time_share;  // of one call's measured time, 0..1
};

/// What becomes of a stored tensor.
enum class TensorUse {
  Unused,        // no method reads it
  Kept,          // it stays as it is
  Compressible,  // it is a weight of a layer that can be compressed
  Tied,          // it shares memory with a tensor that is listed before it
};

/// A tensor of the file, under the name that state_dict() gives it.
struct TensorInfo {
  std::string path;  // "encoder.layers.0.linear1.weight"; a constant's is made up: "conv2d_0.weight"
  std::vector<std::int64_t> shape;
  std::string dtype;
  std::int64_t bytes = 0;
  TensorUse use = TensorUse::Unused;
  std::string layer;    // LayerInfo::path of the one that reads it; empty: unused, or tied
  std::string reason;   // why it is kept
  std::string tied_to;  // path of the tensor that owns the memory
};

struct ArgumentInfo {
  std::string name;
  std::string type;  // TorchScript's spelling: "Tensor", "Optional[Tensor]", "int"
  bool has_default = false;
};

struct MethodInfo {
  std::string name;
  std::vector<ArgumentInfo> arguments;
  std::string returns;
  int ifs = 0;         // prim::If blocks once every call is inlined
  int loops = 0;       // prim::Loop
  int ifs_folded = 0;  // of `ifs`, decided by constants or by `training`
};

struct ModelInfo {
  std::string path;  // of the file
  std::string hash;  // SHA-256 of the file, lower-case hex
  std::int64_t file_bytes = 0;
  std::int64_t weight_bytes = 0;  // of all tensors, a shared storage counted once
  bool training = false;          // saved in training mode
  std::vector<MethodInfo> methods;
  std::vector<LayerInfo> layers;
  std::vector<TensorInfo> tensors;  // every one that the file stores

  auto count(TensorUse use) const {
    return std::count_if(tensors.begin(), tensors.end(),
                         [&](const TensorInfo& tensor) { return tensor.use == use; });
  }
};

}  // namespace athena
