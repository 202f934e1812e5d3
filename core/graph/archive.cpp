// SPDX-License-Identifier: Apache-2.0
#include "core/graph/archive.h"

#include <zip.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <set>

#include "core/base/file_descriptor.h"
#include "core/base/lower_case.h"
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
  std::uint64_t total = 0;
  while ((got = zip_fread(file.get(), buffer.data(), buffer.size())) > 0)
    total += static_cast<std::uint64_t>(got);
  if (got < 0)
    return damaged(path, "the bytes of the record '" + record + "' are not those that were written.",
                   zip_file_strerror(file.get()));
  zip_stat_t stat;
  if (zip_stat_index(archive, index, 0, &stat) != 0 || stat.size != total)
    return damaged(path, "the record '" + record + "' is not as large as its table of contents says.");
  return {};
}

/// LibTorch takes memory for what the table of contents says, and unpacks all of it. PyTorch packs only code,
/// and text shrinks to a tenth or so.
Status check_sizes(zip_t* archive, zip_uint64_t entries, const std::string& path) {
  constexpr std::uint64_t always_allowed = std::uint64_t{64} << 20;
  constexpr std::uint64_t most_times = 20;
  std::error_code error;
  const std::uint64_t file_bytes = std::filesystem::file_size(path, error);
  std::uint64_t unpacked = 0;
  for (zip_uint64_t i = 0; i < entries; ++i) {
    zip_stat_t stat;
    if (zip_stat_index(archive, i, 0, &stat) != 0 || (stat.valid & ZIP_STAT_SIZE) == 0)
      return damaged(path, "its table of contents gives no sizes.");
    constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    unpacked = stat.size > most - unpacked ? most : unpacked + stat.size;
    if (unpacked > always_allowed && unpacked / most_times > file_bytes)
      return damaged(path, "its " + std::to_string(file_bytes) + " bytes claim to unpack to more than " +
                               std::to_string(unpacked >> 20) + " MiB, which no model does.");
  }
  return {};
}

bool leads_out(const std::string& name) {
  if (name.starts_with('/') || name.find('\\') != std::string::npos) return true;
  return ("/" + name + "/").find("/../") != std::string::npos;
}

/// The records' names without the archive's folder. LibTorch finds records whatever their case, so that of
/// two equal ones nobody knows which it takes.
Result<std::set<std::string>> read_names(zip_t* archive, zip_uint64_t entries, const std::string& path) {
  std::set<std::string> names, seen;
  for (zip_uint64_t i = 0; i < entries; ++i) {
    const char* text = zip_get_name(archive, i, 0);
    if (!text) return damaged(path, "a record has no name.");
    const std::string name = text;
    if (leads_out(name)) return damaged(path, "the name of its record '" + name + "' leads out of it.");
    if (!seen.insert(lower_case(name)).second)
      return damaged(path, "it has several records of the name '" + name + "'.");
    names.insert(name.substr(name.find('/') + 1));
  }
  return names;
}

struct Opened {
  Archive archive;
  zip_uint64_t entries = 0;
  ArchiveContents contents;
};

/// With all but the records' bytes checked.
Result<Opened> open_archive(const std::string& path) {
  ATHENA_TRY(check_file_kind(path));
  int code = 0;
  Opened opened{Archive(zip_open(path.c_str(), ZIP_RDONLY, &code)), 0, {}};
  if (!opened.archive) {
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    const std::string details = zip_error_strerror(&error);
    zip_error_fini(&error);
    return damaged(path, "its end is missing or its table of contents is broken.", details);
  }
  zip_t* archive = opened.archive.get();
  opened.entries = static_cast<zip_uint64_t>(zip_get_num_entries(archive, 0));
  ATHENA_ASSIGN(const std::set<std::string> names, read_names(archive, opened.entries, path));
  ATHENA_TRY(check_archive_kind(path, names));
  ATHENA_TRY(check_sizes(archive, opened.entries, path));
  constexpr std::string_view extra = "extra/";
  for (const std::string& name : names)
    if (name.starts_with(extra)) opened.contents.extra_files.push_back(name.substr(extra.size()));
  return opened;
}

}  // namespace

Result<ArchiveContents> check_archive(const std::string& path) {
  ATHENA_ASSIGN(Opened opened, open_archive(path));
  for (zip_uint64_t i = 0; i < opened.entries; ++i) ATHENA_TRY(check_record(opened.archive.get(), i, path));
  return std::move(opened.contents);
}

Result<ArchiveContents> list_archive(const std::string& path) {
  ATHENA_ASSIGN(Opened opened, open_archive(path));
  return std::move(opened.contents);
}

}  // namespace athena
