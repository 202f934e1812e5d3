// SPDX-License-Identifier: Apache-2.0
#include "app/cli/find_variant.h"

#include <algorithm>

namespace athena::cli {
namespace {

std::string listed(const std::vector<Variant>& variants) {
  constexpr std::size_t most = 10;
  std::string text;
  for (std::size_t i = 0; i < std::min(most, variants.size()); ++i)
    text += (i == 0 ? "" : ", ") + std::to_string(variants[i].id) + " '" + variants[i].name + "'";
  if (variants.size() > most) text += " and " + std::to_string(variants.size() - most) + " more";
  return text;
}

}  // namespace

Result<Variant> find_variant(const Session& session, const std::string& wanted) {
  ATHENA_ASSIGN(const auto all, session.variants());
  const auto by_id =
      std::find_if(all.begin(), all.end(), [&](const Variant& v) { return std::to_string(v.id) == wanted; });
  if (by_id != all.end()) return *by_id;
  std::vector<Variant> named;
  std::copy_if(all.begin(), all.end(), std::back_inserter(named),
               [&](const Variant& v) { return v.name == wanted; });
  if (named.size() == 1) return named.front();
  if (named.size() > 1)
    return fail(ErrorCode::InvalidArgument, "Several variants are named '" + wanted +
                                                "': give one's number. They are " + listed(named) + ".");
  return fail(ErrorCode::NotFound, "The session '" + session.path() + "' has no variant '" + wanted + "'. " +
                                       (all.empty() ? "It has none." : "It has " + listed(all) + "."));
}

Result<std::vector<Variant>> find_variants(const Session& session, const std::vector<std::string>& wanted) {
  if (wanted.empty()) return session.variants();
  std::vector<Variant> found;
  for (const std::string& each : wanted) {
    ATHENA_ASSIGN(Variant variant, find_variant(session, each));
    found.push_back(std::move(variant));
  }
  return found;
}

}  // namespace athena::cli
