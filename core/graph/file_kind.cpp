// SPDX-License-Identifier: Apache-2.0
#include "core/graph/file_kind.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "core/base/io_error.h"

namespace athena {
namespace {

constexpr const char* kHowToScript =
    " Athena opens TorchScript files; in Python, with the model's source at hand:\n"
    "  scripted = torch.jit.script(model.eval())\n"
    "  scripted.save(\"model.pt\")";

tl::unexpected<Error> wrong_kind(const std::string& path, const std::string& is, const std::string& hint) {
  return fail(ErrorCode::NotSupported, "'" + path + "' is " + is + "." + hint);
}

bool is_safetensors(const std::string& head) {
  std::uint64_t header = 0;
  if (head.size() < 9) return false;
  std::memcpy(&header, head.data(), sizeof header);
  return head[8] == '{' && header < (std::uint64_t{1} << 32);
}

/// A ModelProto starts with its ir_version (field 1, a small varint) and goes on with its producer or graph.
bool is_onnx(const std::string& path, const std::string& head) {
  const bool named = path.ends_with(".onnx");
  return head.size() > 3 && head[0] == 0x08 && head[1] > 0 && head[1] < 0x20 &&
         (named || head[2] == 0x12 || head[2] == 0x3a);
}

}  // namespace

Status check_file_kind(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored))
    return fail(ErrorCode::InvalidArgument,
                "'" + path + "' is a folder, not a file. Choose the model's file.");
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail_io(errno, "open", path);
  std::string head(64, '\0');
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  if (file.bad()) return fail_io(EIO, "read", path);
  head.resize(static_cast<std::size_t>(file.gcount()));
  if (head.empty()) {
    return fail(ErrorCode::Corruption, "'" + path + "' is empty. Copy or export the file again.");
  }
  if (head.starts_with("PK")) return {};
  if (is_safetensors(head))
    return wrong_kind(path, "a safetensors file, which holds weights but no model", kHowToScript);
  if (is_onnx(path, head)) return wrong_kind(path, "an ONNX model", kHowToScript);
  if (head[0] == '\x80')
    return wrong_kind(path, "a pickle (a model or state dict as old versions of torch.save wrote them)",
                      kHowToScript);
  if (head.starts_with("\x89HDF")) return wrong_kind(path, "an HDF5 file", kHowToScript);
  return wrong_kind(path, "no TorchScript file: it does not start as one", kHowToScript);
}

Status check_archive_kind(const std::string& path, const std::set<std::string>& records) {
  const auto has = [&](const std::string& name) { return records.count(name) > 0; };
  const auto has_under = [&](const std::string& folder) {
    const auto at = records.lower_bound(folder);
    return at != records.end() && at->starts_with(folder);
  };
  if (has("archive_format") || has("serialized_exported_program.json") ||
      (has_under("models/") && !has("constants.pkl")))
    return wrong_kind(path, "an exported program of torch.export (.pt2)", kHowToScript);
  if (has("bytecode.pkl"))
    return wrong_kind(path, "a mobile TorchScript file (for the lite interpreter)",
                      " Save the model with torch.jit.save instead of _save_for_lite_interpreter.");
  if (has("constants.pkl") && has_under("code/")) return {};
  if (has("data.pkl"))
    return wrong_kind(path, "a pickled model or state dict of torch.save, which needs its Python source",
                      kHowToScript);
  return wrong_kind(path, "a zip archive, but not a model", kHowToScript);
}

}  // namespace athena
