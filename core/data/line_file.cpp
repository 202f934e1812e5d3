// SPDX-License-Identifier: Apache-2.0
#include "core/data/line_file.h"

#include <algorithm>
#include <utility>

#include "core/base/sha256.h"

namespace athena {
namespace {

constexpr std::int64_t kStride = 64;
constexpr std::size_t kLongest = 1 << 20;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string_view without_return(std::string_view line) {
  return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

/// Cuts bytes that come in pieces into lines.
class Cutter {
 public:
  Cutter(std::string path, const LineFile::Visit& visit) : path_(std::move(path)), visit_(visit) {}

  Status add(std::string_view bytes) {
    if (bytes.find('\0') != std::string_view::npos)
      return fail(ErrorCode::NotSupported, "'" + path_ + "' is no text: it holds NUL bytes.");
    while (!bytes.empty()) {
      const auto end = bytes.find('\n');
      line_ += bytes.substr(0, end);
      if (line_.size() > kLongest)
        return fail(ErrorCode::InvalidArgument,
                    "'" + path_ + "': line " + std::to_string(seen_ + 1) +
                        " is longer than a mebibyte, which no line of samples is.");
      if (end == std::string_view::npos) break;
      ATHENA_TRY(finish_line(1));
      bytes.remove_prefix(end + 1);
    }
    return {};
  }
  Status finish() { return line_.empty() ? Status() : finish_line(0); }

  std::int64_t lines() const { return lines_; }
  std::vector<std::uint64_t> index;

 private:
  Status finish_line(std::uint64_t ending) {
    std::string_view text = without_return(line_);
    if (begin_ == 0 && text.starts_with(kByteOrderMark)) {
      text.remove_prefix(kByteOrderMark.size());
      begin_ = kByteOrderMark.size();
    }
    // Empty lines count once a line with text follows.
    if (text.empty()) {
      blank_.push_back(begin_);
    } else {
      for (const std::uint64_t begin : std::exchange(blank_, {})) ATHENA_TRY(show({}, begin));
      ATHENA_TRY(show(text, begin_));
    }
    position_ += line_.size() + ending;
    begin_ = position_;
    ++seen_;
    line_.clear();
    return {};
  }
  Status show(std::string_view text, std::uint64_t begin) {
    if (lines_ % kStride == 0) index.push_back(begin);
    return visit_(text, lines_++);
  }

  std::string path_;
  const LineFile::Visit& visit_;
  std::string line_;
  std::vector<std::uint64_t> blank_;
  std::uint64_t begin_ = 0, position_ = 0;
  std::int64_t seen_ = 0, lines_ = 0;
};

}  // namespace

Result<std::shared_ptr<const LineFile>> LineFile::open(const std::string& path, const Visit& visit,
                                                       const JobContext& job) {
  auto file = std::make_shared<LineFile>();
  file->path_ = path;
  Sha256 hash;
  Cutter cutter(path, visit);
  ATHENA_ASSIGN(ByteStore store, ByteStore::of_file(path, [&](std::span<const std::uint8_t> bytes) -> Status {
                  hash.update(as_text(bytes));
                  ATHENA_TRY(job.poll());
                  return cutter.add(as_text(bytes));
                }));
  ATHENA_TRY(cutter.finish());
  if (cutter.lines() == 0) return fail(ErrorCode::InvalidArgument, "'" + path + "' holds no lines.");
  file->size_ = store.size();
  file->bytes_ = std::make_shared<ByteStore>(std::move(store));
  file->index_ = std::move(cutter.index);
  file->lines_ = cutter.lines();
  file->hash_ = hash.hex();
  return file;
}

Result<std::string> LineFile::line(std::int64_t number) const {
  if (number < 0 || number >= lines_)
    return fail(ErrorCode::InvalidArgument, "'" + path_ + "' has no line " + std::to_string(number) + ".");
  std::uint64_t at = index_[static_cast<std::size_t>(number / kStride)];
  std::int64_t to_skip = number % kStride;
  std::string line;
  std::vector<std::uint8_t> chunk(1 << 14);
  while (at < size_) {
    const std::size_t wanted = std::min<std::uint64_t>(chunk.size(), size_ - at);
    ATHENA_TRY(bytes_->read(at, {chunk.data(), wanted}));
    std::string_view bytes = as_text({chunk.data(), wanted});
    at += wanted;
    while (to_skip > 0) {
      const auto end = bytes.find('\n');
      if (end == std::string_view::npos) break;
      bytes.remove_prefix(end + 1);
      --to_skip;
    }
    if (to_skip > 0) continue;
    const auto end = bytes.find('\n');
    line += bytes.substr(0, end);
    if (end != std::string_view::npos) break;
    if (line.size() > kLongest + 1)
      return fail(ErrorCode::Io, "'" + path_ + "' has changed since it was opened. Open the data again.");
  }
  return std::string(without_return(line));
}

}  // namespace athena
