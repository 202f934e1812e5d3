// SPDX-License-Identifier: Apache-2.0
#include "core/graph/load_error.h"

#include <optional>
#include <string_view>

namespace athena {
namespace {

/// The name that follows `mark` in what was thrown.
std::optional<std::string> name_after(const std::string& thrown, std::string_view mark) {
  const auto at = thrown.find(mark);
  if (at == std::string::npos) return std::nullopt;
  const auto begin = thrown.find_first_not_of(" '", at + mark.size());
  if (begin == std::string::npos) return std::nullopt;
  std::string name = thrown.substr(begin, thrown.find_first_of(" '\n(,", begin) - begin);
  while (!name.empty() && (name.back() == '.' || name.back() == ':')) name.pop_back();
  return name;
}

}  // namespace

tl::unexpected<Error> load_error(const std::string& path, const std::string& thrown) {
  for (const std::string_view mark : {"Unknown builtin op:", "Unknown operator:"})
    if (const auto name = name_after(thrown, mark))
      return fail(ErrorCode::NotSupported,
                  "'" + path + "' needs the operator " + *name +
                      ", which this LibTorch does not have. Load the library that defines it, or export the "
                      "model without it.",
                  thrown);
  for (const std::string_view mark : {"Unknown type name", "Class not found:", "__torch__.torch.classes."})
    if (const auto name = name_after(thrown, mark))
      return fail(ErrorCode::NotSupported,
                  "'" + path + "' needs the class " + *name + ", which this LibTorch does not have.", thrown);
  if (thrown.find("maximum supported version for reading") != std::string::npos)
    return fail(
        ErrorCode::NotSupported,
        "'" + path + "' was written by a newer PyTorch than this LibTorch reads. Save it with an older one.",
        thrown);
  if (thrown.find("required keyword attribute 'value' is undefined") != std::string::npos)
    return fail(ErrorCode::NotSupported,
                "'" + path +
                    "' holds constants that LibTorch writes but cannot read back, as those of "
                    "torch.jit.optimize_for_inference are. Save the model before that call.",
                thrown);
  return fail(ErrorCode::Corruption,
              "'" + path + "' looks like a TorchScript file, but LibTorch cannot load it.", thrown);
}

}  // namespace athena
