// SPDX-License-Identifier: Apache-2.0
#include "core/data/byte_store.h"

#include <c10/util/StringUtil.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace athena {
namespace {

constexpr std::size_t kChunk = 1 << 20;
constexpr std::size_t kKeptInMemory = 64 << 20;

std::string system_reason() { return std::strerror(errno); }

class GzipStream : public ByteStream {
 public:
  GzipStream(gzFile file, std::string path) : file_(file), path_(std::move(path)) {}
  GzipStream(const GzipStream&) = delete;
  GzipStream& operator=(const GzipStream&) = delete;
  ~GzipStream() override { gzclose(file_); }

  Result<std::size_t> read(std::span<std::uint8_t> out) override {
    std::size_t filled = 0;
    while (filled < out.size()) {
      const auto wanted = static_cast<unsigned>(std::min(out.size() - filled, kChunk));
      const int got = gzread(file_, out.data() + filled, wanted);
      if (got < 0) return damaged();
      if (got == 0) break;
      filled += static_cast<std::size_t>(got);
    }
    // A gzip file that ends early is only reported once its last bytes have been asked for.
    if (filled < out.size()) {
      int code = Z_OK;
      gzerror(file_, &code);
      if (code != Z_OK && code != Z_STREAM_END) return damaged();
    }
    return filled;
  }

  const std::string& name() const override { return path_; }

 private:
  tl::unexpected<Error> damaged() const {
    int code = Z_OK;
    const std::string why = gzerror(file_, &code);
    if (code == Z_ERRNO)
      return fail(ErrorCode::Io, c10::str("'", path_, "' cannot be read: ", system_reason(), "."));
    if (code == Z_BUF_ERROR)
      return fail(ErrorCode::Corruption,
                  c10::str("'", path_, "' is a gzip file that ends too early. Download or copy it again."),
                  why);
    return fail(ErrorCode::Corruption,
                c10::str("'", path_, "' is a damaged gzip file. Download or copy it again."), why);
  }

  gzFile file_;
  std::string path_;
};

/// How many bytes a file holds once it is unpacked. Memory does not grow with it.
Result<std::uint64_t> unpacked_size(const std::string& path, bool packed) {
  if (!packed) {
    std::error_code code;
    const std::uint64_t size = std::filesystem::file_size(path, code);
    if (code) return fail(ErrorCode::Io, c10::str("'", path, "' cannot be read: ", code.message(), "."));
    return size;
  }
  ATHENA_ASSIGN(const auto stream, open_byte_stream(path));
  std::vector<std::uint8_t> chunk(kChunk);
  for (std::uint64_t size = 0;;) {
    ATHENA_ASSIGN(const std::size_t got, stream->read(chunk));
    size += got;
    if (got < chunk.size()) return size;
  }
}

}  // namespace

Result<std::unique_ptr<ByteStream>> open_byte_stream(const std::string& path) {
  std::error_code code;
  const auto status = std::filesystem::status(path, code);
  if (!std::filesystem::exists(status))
    return fail(ErrorCode::NotFound, c10::str("There is no file '", path, "'."));
  if (!std::filesystem::is_regular_file(status))
    return fail(ErrorCode::InvalidArgument, c10::str("'", path, "' is not a file that can be read as data."));
  gzFile file = gzopen(path.c_str(), "rb");
  if (!file) return fail(ErrorCode::Io, c10::str("'", path, "' cannot be opened: ", system_reason(), "."));
  gzbuffer(file, 256 << 10);
  return std::make_unique<GzipStream>(file, path);
}

Result<bool> is_gzip(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (!file) return fail(ErrorCode::Io, c10::str("'", path, "' cannot be opened: ", system_reason(), "."));
  std::array<std::uint8_t, 2> magic{};
  const bool both = std::fread(magic.data(), 1, 2, file) == 2;
  std::fclose(file);
  return both && magic[0] == 0x1f && magic[1] == 0x8b;
}

Result<ByteStore> ByteStore::collect(ByteStream& stream, std::uint64_t position, std::uint64_t size,
                                     const std::string& path, const Seen& seen) {
  ByteStore store;
  store.name_ = stream.name();
  store.size_ = size;
  std::vector<std::uint8_t> chunk(kChunk);
  std::uint64_t total = 0;
  for (;;) {
    ATHENA_ASSIGN(const std::size_t got, stream.read(chunk));
    total += got;
    if (total > size)
      return fail(ErrorCode::Corruption, c10::str("'", store.name_, "' holds more than the ", size,
                                                  " bytes that its header announces."));
    const std::span<const std::uint8_t> bytes(chunk.data(), got);
    ATHENA_TRY(seen(bytes));
    if (path.empty()) ATHENA_TRY(store.keep(bytes));
    if (got < chunk.size()) break;
  }
  if (total < size)
    return fail(ErrorCode::Corruption,
                c10::str("'", store.name_, "' is cut short: its header announces ", size, " bytes, it holds ",
                         total, ". Download or copy it again."));
  if (!path.empty()) {
    store.file_begin_ = position;
    store.file_.reset(std::fopen(path.c_str(), "rb"));
    if (!store.file_)
      return fail(ErrorCode::Io, c10::str("'", path, "' cannot be opened: ", system_reason(), "."));
  }
  return store;
}

Result<ByteStore> ByteStore::of_file(const std::string& path, const Seen& seen) {
  ATHENA_ASSIGN(const auto stream, open_byte_stream(path));
  ATHENA_ASSIGN(const bool packed, is_gzip(path));
  ATHENA_ASSIGN(const std::uint64_t size, unpacked_size(path, packed));
  return collect(*stream, 0, size, packed ? "" : path, seen);
}

Status ByteStore::keep(std::span<const std::uint8_t> bytes) {
  if (!file_ && memory_.size() + bytes.size() <= kKeptInMemory) {
    memory_.insert(memory_.end(), bytes.begin(), bytes.end());
    return {};
  }
  const auto spill = [this](std::span<const std::uint8_t> part) -> Status {
    if (std::fwrite(part.data(), 1, part.size(), file_.get()) == part.size() && std::fflush(file_.get()) == 0)
      return {};
    return fail(
        ErrorCode::Io,
        c10::str("'", name_, "' is too large to unpack in memory, and the temporary folder cannot take it: ",
                 system_reason(), ". Free some space there or unpack it by hand."));
  };
  if (!file_) {
    file_.reset(std::tmpfile());
    if (!file_)
      return fail(ErrorCode::Io, c10::str("No temporary file could be made to unpack '", name_,
                                          "': ", system_reason(), "."));
    ATHENA_TRY(spill(memory_));
    memory_ = {};
  }
  return spill(bytes);
}

Status ByteStore::read(std::uint64_t offset, std::span<std::uint8_t> out) const {
  if (offset > size_ || out.size() > size_ - offset)
    return fail(ErrorCode::Internal, c10::str("Read past the end of '", name_, "'."));
  if (!file_) {
    std::copy_n(memory_.begin() + static_cast<std::ptrdiff_t>(offset), out.size(), out.begin());
    return {};
  }
  std::size_t filled = 0;
  while (filled < out.size()) {
    const ssize_t got = ::pread(fileno(file_.get()), out.data() + filled, out.size() - filled,
                                static_cast<off_t>(file_begin_ + offset + filled));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(ErrorCode::Io, c10::str("'", name_, "' cannot be read: ", system_reason(), "."));
    if (got == 0)
      return fail(ErrorCode::Io,
                  c10::str("'", name_, "' has become shorter since it was opened. Open the data again."));
    filled += static_cast<std::size_t>(got);
  }
  return {};
}

}  // namespace athena
