// SPDX-License-Identifier: Apache-2.0
#include "core/recipe/format.h"

#include <algorithm>

#include "core/recipe/words.h"

namespace athena::recipe {
namespace {

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

const std::vector<std::string>& format_verbs() {
  static const std::vector<std::string> verbs = {"fold_batchnorm", "prune",   "calibrate",
                                                 "quantize",       "recover", "train"};
  return verbs;
}

bool is_planned(std::string_view word) {
  static const std::vector<std::string> words = {"fold_batchnorm", "ln", "distill", "remove"};
  return contains(words, word);
}

const std::vector<std::string>& layer_kinds() {
  static const std::vector<std::string> kinds = {"Linear",
                                                 "Conv1d",
                                                 "Conv2d",
                                                 "Conv3d",
                                                 "ConvTranspose1d",
                                                 "ConvTranspose2d",
                                                 "ConvTranspose3d",
                                                 "BatchNorm1d",
                                                 "BatchNorm2d",
                                                 "BatchNorm3d",
                                                 "BatchNorm",
                                                 "LayerNorm",
                                                 "GroupNorm",
                                                 "InstanceNorm",
                                                 "Embedding",
                                                 "EmbeddingBag",
                                                 "LSTM",
                                                 "GRU",
                                                 "RNN",
                                                 "LSTMCell",
                                                 "GRUCell",
                                                 "RNNCell",
                                                 "PReLU",
                                                 "Parameter",
                                                 "Buffer"};
  return kinds;
}

std::vector<std::string> method_names(std::string_view step) {
  std::vector<std::string> names;
  for (const auto& method : method_catalogue())
    if (method.step == step) names.push_back(method.name);
  return names;
}

std::string_view method_key(std::string_view verb) {
  if (verb == "quantize") return "scheme";
  if (verb == "prune") return "criterion";
  return "";
}

tl::unexpected<Error> bad_word(const std::string& what, std::string_view word,
                               const std::vector<std::string>& choices) {
  const std::string valid = " Valid: " + listed(choices) + ".";
  if (is_planned(word))
    return fail(ErrorCode::NotSupported,
                "The " + what + " " + in_quotes(word) + " is not supported by this version." + valid);
  std::string nearest = did_you_mean(word, choices);
  if (!nearest.empty()) nearest = " " + nearest;
  return fail(ErrorCode::InvalidArgument, "Unknown " + what + " " + in_quotes(word) + "." + nearest + valid);
}

std::string place(std::size_t step, std::string_view verb) {
  return "Step " + std::to_string(step + 1) + (verb.empty() ? "" : " (" + shortened(verb) + ")") + ": ";
}

std::string place(std::size_t step, std::string_view verb, std::size_t rule) {
  return "Step " + std::to_string(step + 1) + " (" + shortened(verb) + "), rule " + std::to_string(rule + 1) +
         ": ";
}

tl::unexpected<Error> at(const std::string& where, Error error) {
  error.message = where + error.message;
  return tl::make_unexpected(std::move(error));
}

bool has_wildcard(std::string_view glob) { return glob.find_first_of("*?") != std::string_view::npos; }

}  // namespace athena::recipe
