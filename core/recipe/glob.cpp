// SPDX-License-Identifier: Apache-2.0
#include "athena/recipe.h"

namespace athena {
namespace {

/// Where the UTF-8 character that starts at `at` ends.
std::size_t after_character(std::string_view text, std::size_t at) {
  ++at;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  return at;
}

}  // namespace

// Greedy with one point of return (the last '*'): O(glob * path), so a hostile glob cannot stall.
bool glob_matches(std::string_view glob, std::string_view path) {
  std::size_t g = 0, p = 0;
  std::size_t star = std::string_view::npos, retry = 0;
  while (p < path.size()) {
    if (g < glob.size() && glob[g] == '*') {
      star = g++;
      retry = p;
    } else if (g < glob.size() && glob[g] == '?') {
      ++g;
      p = after_character(path, p);
    } else if (g < glob.size() && glob[g] == path[p]) {
      ++g;
      ++p;
    } else if (star != std::string_view::npos) {
      g = star + 1;
      p = retry = after_character(path, retry);
    } else {
      return false;
    }
  }
  while (g < glob.size() && glob[g] == '*') ++g;
  return g == glob.size();
}

}  // namespace athena
