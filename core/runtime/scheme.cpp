// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/scheme.h"

#include <array>
#include <utility>

namespace athena {
namespace {

constexpr std::array<std::pair<Scheme, std::string_view>, 9> kNames = {{
    {Scheme::Fp16, "fp16"},
    {Scheme::Bf16, "bf16"},
    {Scheme::Int8Weight, "int8-weight"},
    {Scheme::Int8Dynamic, "int8-dynamic"},
    {Scheme::Int8Static, "int8-static"},
    {Scheme::Int4Weight, "int4-weight"},
    {Scheme::Int4Dynamic, "int4-dynamic"},
    {Scheme::SparseFp32, "sparse-fp32"},
    {Scheme::SparseInt8, "sparse-int8"},
}};

}  // namespace

std::string_view name(Scheme scheme) {
  for (const auto& [known, text] : kNames)
    if (known == scheme) return text;
  return "unknown";
}

std::optional<Scheme> scheme_named(std::string_view name) {
  for (const auto& [scheme, text] : kNames)
    if (text == name) return scheme;
  return std::nullopt;
}

std::string scheme_names() {
  std::string all;
  for (const auto& [scheme, text] : kNames) all += (all.empty() ? "" : ", ") + std::string(text);
  return all;
}

}  // namespace athena
