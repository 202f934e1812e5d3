// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "athena/types/result.h"

namespace athena {

/// An attribute that a rewritten graph reads and the module lacks.
struct NewAttribute {
  std::string module;  // path of its owner: "encoder.layers.0.linear1"; empty: the root
  std::string name;
  c10::IValue value;  // a module: it is copied
  bool parameter = false;
};

/// Changes to the attributes of a tree of modules; attributes go by full path:
/// "encoder.layers.0.linear1.weight".
struct TreeEdits {
  std::set<std::string> remove;
  std::map<std::string, c10::IValue> replace;  // by values of the same type
  std::vector<NewAttribute> add;
};

/// A copy of a module whose root alone has methods, with every call inlined: one graph per method, blocks of
/// prim::If and prim::Loop kept. Each module instance gets a class of its own, an instance that stands at two
/// places stays one. Tensors are shared with `source`, graphs and classes are not: edit the copy's graphs
/// before its first run, since LibTorch caches what it has run. NotSupported names a call that cannot be
/// inlined (a module that is chosen at run time).
Result<torch::jit::Module> flatten(const torch::jit::Module& source, const TreeEdits& edits = {});

}  // namespace athena
