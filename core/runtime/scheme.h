// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace athena {

/// How a layer's weights are stored and multiplied; the names are those of the recipe. fp32 is no scheme
/// here: such a layer keeps the op it has.
/// Int8Static is stored as Int8Dynamic is, and runs so where no range of its activations is known: of
/// convolutions alone.
enum class Scheme {
  Fp16,
  Bf16,
  Int8Weight,
  Int8Dynamic,
  Int8Static,
  Int4Weight,
  Int4Dynamic,
  SparseFp32,
  SparseInt8
};

std::string_view name(Scheme scheme);
/// None for a name that is none of these.
std::optional<Scheme> scheme_named(std::string_view name);
/// "fp16, bf16, ...", for messages.
std::string scheme_names();

inline bool is_half(Scheme scheme) { return scheme == Scheme::Fp16 || scheme == Scheme::Bf16; }
inline bool is_int8(Scheme scheme) {
  return scheme == Scheme::Int8Weight || scheme == Scheme::Int8Dynamic || scheme == Scheme::Int8Static;
}
inline bool is_sparse(Scheme scheme) { return scheme == Scheme::SparseFp32 || scheme == Scheme::SparseInt8; }
inline bool is_int4(Scheme scheme) { return scheme == Scheme::Int4Weight || scheme == Scheme::Int4Dynamic; }
/// Whether a layer can be timed under it by itself: neither the zeros to come nor its neighbours' codes make
/// it faster.
inline bool is_timed_alone(Scheme scheme) { return !is_sparse(scheme) && scheme != Scheme::Int8Static; }
/// The activations are made integers too, so that integers are multiplied.
inline bool multiplies_integers(Scheme scheme) {
  return scheme == Scheme::Int8Dynamic || scheme == Scheme::Int8Static || scheme == Scheme::Int4Dynamic ||
         scheme == Scheme::SparseInt8;
}

}  // namespace athena
