// SPDX-License-Identifier: Apache-2.0
#include "core/graph/archive.h"

#include <zip.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <set>

#include "core/base/file_descriptor.h"
#include "core/graph/file_kind.h"

namespace athena {
namespace {

struct CloseArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseRecord {
  void operator()(zip_file_t* record) const { zip_fclose(record); }
};
using Archive = std::unique_ptr<zip_t, CloseArchive>;

tl::unexpected<Error> damaged(const std::string& path, const std::string& what, std::string details = {}) {
  return fail(ErrorCode::Corruption, "'" + path + "' is damaged: " + what + " Copy or export the file again.",
              std::move(details));
}

/// Reads one record to its end, where libzip compares the CRC-32.
Status check_record(zip_t* archive, zip_uint64_t index, const std::string& path) {
  const char* name = zip_get_name(archive, index, 0);
  const std::string record = name ? name : "number " + std::to_string(index);
  std::unique_ptr<zip_file_t, CloseRecord> file(zip_fopen_index(archive, index, 0));
  if (!file) return damaged(path, "the record '" + record + "' cannot be opened.", zip_strerror(archive));
  std::array<char, std::size_t{1} << 16> buffer;
  zip_int64_t got = 0;
  while ((got = zip_fread(file.get(), buffer.data(), buffer.size())) > 0) continue;
  if (got < 0)
    return damaged(path, "the bytes of the record '" + record + "' are not those that were written.",
                   zip_file_strerror(file.get()));
  return {};
}

}  // namespace

Result<ArchiveContents> check_archive(const std::string& path) {
  ATHENA_TRY(check_file_kind(path));
  int code = 0;
  const Archive archive(zip_open(path.c_str(), ZIP_RDONLY, &code));
  if (!archive) {
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    const std::string details = zip_error_strerror(&error);
    zip_error_fini(&error);
    return damaged(path, "its end is missing or its table of contents is broken.", details);
  }
  const auto entries = static_cast<zip_uint64_t>(zip_get_num_entries(archive.get(), 0));
  std::set<std::string> names;  // without the archive's folder
  for (zip_uint64_t i = 0; i < entries; ++i) {
    const std::string name = zip_get_name(archive.get(), i, 0);
    names.insert(name.substr(name.find('/') + 1));
  }
  ATHENA_TRY(check_archive_kind(path, names));
  for (zip_uint64_t i = 0; i < entries; ++i) ATHENA_TRY(check_record(archive.get(), i, path));

  ArchiveContents contents;
  constexpr std::string_view extra = "extra/";
  for (const std::string& name : names)
    if (name.starts_with(extra)) contents.extra_files.push_back(name.substr(extra.size()));
  return contents;
}

}  // namespace athena
