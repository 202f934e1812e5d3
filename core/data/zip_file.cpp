// SPDX-License-Identifier: Apache-2.0
#include "core/data/zip_file.h"

#include <c10/util/StringUtil.h>
#include <zip.h>

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <utility>

namespace athena {
namespace {

constexpr std::uint64_t kUnpackedAnyway = std::uint64_t{1} << 28;  // bytes that no ratio makes suspicious
constexpr std::uint64_t kMostRatio = 200;                          // deflate reaches 1032

struct CloseArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseMember {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Archive = std::unique_ptr<zip_t, CloseArchive>;
using OpenMember = std::unique_ptr<zip_file_t, CloseMember>;

tl::unexpected<Error> damaged(const std::string& path, const std::string& what, std::string details = {}) {
  return fail(ErrorCode::Corruption, c10::str("'", path, "' is damaged: ", what, " Copy or save it again."),
              std::move(details));
}

Result<Archive> open_archive(const std::string& path) {
  std::error_code none;
  const auto status = std::filesystem::status(path, none);
  if (!std::filesystem::exists(status))
    return fail(ErrorCode::NotFound, c10::str("There is no file '", path, "'."));
  if (!std::filesystem::is_regular_file(status))
    return fail(ErrorCode::InvalidArgument, c10::str("'", path, "' is not a file that can be read as data."));
  int code = 0;
  Archive archive(zip_open(path.c_str(), ZIP_RDONLY, &code));
  if (archive) return archive;
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  const std::string details = zip_error_strerror(&error);
  zip_error_fini(&error);
  if (code == ZIP_ER_OPEN || code == ZIP_ER_READ)
    return fail(ErrorCode::Io, c10::str("'", path, "' cannot be read."), details);
  return fail(ErrorCode::Corruption,
              c10::str("'", path, "' is no zip archive, or its end is missing. Copy or save it again."),
              details);
}

/// A member read from its start, or, where it is stored, from anywhere.
class MemberStream : public ByteStream {
 public:
  static Result<std::unique_ptr<MemberStream>> open(const std::string& path, const std::string& name) {
    ATHENA_ASSIGN(Archive archive, open_archive(path));
    OpenMember file(zip_fopen(archive.get(), name.c_str(), 0));
    if (!file)
      return damaged(path, c10::str("its member '", name, "' cannot be opened."),
                     zip_strerror(archive.get()));
    return std::unique_ptr<MemberStream>(new MemberStream(std::move(archive), std::move(file), path, name));
  }

  Result<std::size_t> read(std::span<std::uint8_t> out) override {
    std::size_t filled = 0;
    while (filled < out.size()) {
      const zip_int64_t got = zip_fread(file_.get(), out.data() + filled, out.size() - filled);
      if (got < 0)
        return damaged(path_, c10::str("the bytes of '", member_, "' are not those that were written."),
                       zip_file_strerror(file_.get()));
      if (got == 0) break;
      filled += static_cast<std::size_t>(got);
    }
    return filled;
  }

  bool seek(std::uint64_t offset) {
    return zip_fseek(file_.get(), static_cast<zip_int64_t>(offset), SEEK_SET) == 0;
  }

  const std::string& name() const override { return name_; }

 private:
  MemberStream(Archive archive, OpenMember file, std::string path, std::string member)
      : archive_(std::move(archive)),
        file_(std::move(file)),
        path_(std::move(path)),
        member_(std::move(member)),
        name_(path_ + "': '" + member_) {}

  Archive archive_;
  OpenMember file_;  // closed before its archive
  std::string path_, member_, name_;
};

/// A stored member, read in place.
class StoredMember : public ByteSource {
 public:
  explicit StoredMember(std::unique_ptr<MemberStream> stream) : stream_(std::move(stream)) {}

  Status read(std::uint64_t offset, std::span<std::uint8_t> out) const override {
    const std::lock_guard lock(mutex_);
    if (stream_->seek(offset)) {
      ATHENA_ASSIGN(const std::size_t got, stream_->read(out));
      if (got == out.size()) return {};
    }
    return fail(ErrorCode::Io,
                c10::str("'", stream_->name(), "' has changed since it was opened. Open the data again."));
  }

 private:
  mutable std::mutex mutex_;
  std::unique_ptr<MemberStream> stream_;
};

}  // namespace

Result<ZipFile> ZipFile::open(const std::string& path) {
  ATHENA_ASSIGN(const Archive archive, open_archive(path));
  ZipFile file;
  file.path_ = path;
  const auto entries = static_cast<zip_uint64_t>(zip_get_num_entries(archive.get(), 0));
  for (zip_uint64_t i = 0; i < entries; ++i) {
    zip_stat_t stat;
    constexpr zip_uint64_t kNeeded =
        ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
    if (zip_stat_index(archive.get(), i, 0, &stat) != 0 || (stat.valid & kNeeded) != kNeeded)
      return damaged(path, c10::str("its member number ", i, " is not described."));
    const bool stored = stat.comp_method == ZIP_CM_STORE;
    if (stored && stat.size != stat.comp_size)
      return damaged(path, c10::str("the sizes of '", stat.name, "' contradict each other."));
    file.members_.push_back({stat.name, stat.size, stat.comp_size, stored});
  }
  return file;
}

const ZipFile::Member* ZipFile::find(const std::string& name) const {
  const auto found =
      std::find_if(members_.begin(), members_.end(), [&](const Member& m) { return m.name == name; });
  return found == members_.end() ? nullptr : &*found;
}

Result<std::unique_ptr<ByteStream>> ZipFile::stream(const Member& member) const {
  ATHENA_ASSIGN(std::unique_ptr<ByteStream> stream, MemberStream::open(path_, member.name));
  return stream;
}

Result<std::shared_ptr<const ByteSource>> ZipFile::collect(const Member& member,
                                                           const ByteStore::Seen& seen) const {
  if (member.bytes > kUnpackedAnyway && member.bytes / kMostRatio > member.packed_bytes)
    return fail(ErrorCode::Corruption,
                c10::str("'", path_, "': '", member.name, "' is packed ", member.bytes, " bytes into ",
                         member.packed_bytes, ", as a zip bomb is. If it is meant, unpack it by hand."));
  ATHENA_ASSIGN(std::unique_ptr<MemberStream> stream, MemberStream::open(path_, member.name));
  if (!member.stored) {
    ATHENA_ASSIGN(ByteStore store, ByteStore::collect(*stream, 0, member.bytes, "", seen));
    return std::make_shared<ByteStore>(std::move(store));
  }
  std::vector<std::uint8_t> chunk(1 << 20);
  for (std::uint64_t left = member.bytes; left > 0;) {
    ATHENA_ASSIGN(const std::size_t got, stream->read(chunk));
    if (got == 0 || got > left) return damaged(path_, c10::str("'", member.name, "' is cut short."));
    ATHENA_TRY(seen({chunk.data(), got}));
    left -= got;
  }
  return std::make_shared<StoredMember>(std::move(stream));
}

}  // namespace athena
