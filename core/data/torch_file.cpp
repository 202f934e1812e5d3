// SPDX-License-Identifier: Apache-2.0
#include "core/data/torch_file.h"

#include <c10/util/StringUtil.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "core/base/sha256.h"
#include "core/data/dtypes.h"
#include "core/data/raw_column.h"
#include "core/data/saved_tensors.h"
#include "core/data/zip_file.h"

namespace athena {
namespace {

constexpr std::uint64_t kMostPickle = 4 << 20;

Result<std::string> read_member(const ZipFile& zip, const ZipFile::Member& member) {
  if (member.bytes > kMostPickle)
    return fail(ErrorCode::NotSupported, c10::str("'", zip.path(), "' holds a pickle of ", member.bytes,
                                                  " bytes, more than tensors need."));
  ATHENA_ASSIGN(const auto stream, zip.stream(member));
  std::vector<std::uint8_t> bytes(member.bytes);
  ATHENA_ASSIGN(const std::size_t got, stream->read(bytes));
  if (got < bytes.size())
    return fail(ErrorCode::Corruption, c10::str("'", zip.path(), "' is damaged: its pickle is cut short."));
  return std::string(as_text(bytes));
}

bool is_contiguous(const SavedTensor& tensor) {
  std::int64_t expected = 1;
  for (std::size_t d = tensor.shape.size(); d-- > 0;) {
    if (tensor.shape[d] != 1 && tensor.strides[d] != expected) return false;
    expected *= tensor.shape[d];
  }
  return true;
}

class TorchTable : public Table {
 public:
  TorchTable(ZipFile zip, std::string folder) : zip_(std::move(zip)), folder_(std::move(folder)) {}

  Status add(SavedTensor tensor) {
    ColumnInfo column{tensor.name, "", {}, 0, {}};
    const std::string where = c10::str("'", zip_.path(), "': \"", tensor.name, "\" ");
    const auto& shape = tensor.shape;
    if (!tensor.problem.empty()) {
      column.problem = where + tensor.problem;
    } else if (shape.empty() || shape.size() > 8 || std::count(shape.begin(), shape.end(), 0) > 0) {
      column.problem = where + "holds no samples: the first dimension counts them.";
    } else {
      ATHENA_TRY(check_storage(tensor, where));
      column.dtype = dtype_text(tensor.dtype);
      column.shape.assign(shape.begin() + 1, shape.end());
      column.rows = shape[0];
      if (!is_contiguous(tensor)) column.problem = where + "is not contiguous. Save x.contiguous().";
    }
    columns_.push_back(std::move(column));
    tensors_.push_back(std::move(tensor));
    return {};
  }

  const std::vector<ColumnInfo>& columns() const override { return columns_; }

  Result<ColumnHandle> open(const std::string& name, const JobContext& job) const override {
    const auto found =
        std::find_if(columns_.begin(), columns_.end(), [&](const auto& c) { return c.name == name; });
    if (!found->problem.empty()) return fail(ErrorCode::NotSupported, found->problem);
    const SavedTensor& tensor = tensors_[static_cast<std::size_t>(found - columns_.begin())];
    Sha256 hash;
    hash.update(c10::str(tensor.dtype, " ", tensor.shape, " ", tensor.offset, " "));
    ATHENA_ASSIGN(auto bytes,
                  zip_.collect(*storage(tensor), [&](std::span<const std::uint8_t> seen) -> Status {
                    hash.update(as_text(seen));
                    return job.poll();
                  }));
    RawLayout layout{tensor.dtype, tensor.shape,
                     static_cast<std::uint64_t>(tensor.offset) * c10::elementSize(tensor.dtype), false};
    return make_raw_column(std::move(layout), std::move(bytes), hash.hex(), zip_.path());
  }

 private:
  const ZipFile::Member* storage(const SavedTensor& tensor) const {
    return zip_.find(folder_ + "data/" + tensor.storage);
  }
  Status check_storage(const SavedTensor& tensor, const std::string& where) const {
    const ZipFile::Member* member = storage(tensor);
    const auto bytes = bytes_of(tensor.shape, tensor.dtype);
    const std::uint64_t width = c10::elementSize(tensor.dtype);
    const bool fits = member && bytes && tensor.offset >= 0 && *bytes <= member->bytes &&
                      static_cast<std::uint64_t>(tensor.offset) <= (member->bytes - *bytes) / width;
    if (fits) return {};
    return fail(ErrorCode::Corruption, where + "reaches beyond what the file holds. Copy or save it again.");
  }

  ZipFile zip_;
  std::string folder_;
  std::vector<ColumnInfo> columns_;
  std::vector<SavedTensor> tensors_;
};

}  // namespace

Result<TableHandle> open_torch_table(const ReaderSpec& spec, const JobContext&) {
  ATHENA_ASSIGN(ZipFile zip, ZipFile::open(spec.path));
  constexpr std::string_view kPickle = "data.pkl";
  const auto found =
      std::find_if(zip.members().begin(), zip.members().end(), [&](const ZipFile::Member& member) {
        return member.name.ends_with(kPickle) && std::count(member.name.begin(), member.name.end(), '/') == 1;
      });
  const auto foreign = [&](const std::string& what) {
    return fail(ErrorCode::NotSupported, c10::str("'", spec.path, "' ", what));
  };
  if (found == zip.members().end()) return foreign("is no file of torch.save: it holds no data.pkl.");
  std::string folder = found->name.substr(0, found->name.size() - kPickle.size());
  if (zip.find(folder + "constants.pkl")) return foreign("is a TorchScript model, not data.");
  if (const auto* order = zip.find(folder + "byteorder")) {
    ATHENA_ASSIGN(const std::string text, read_member(zip, *order));
    if (text != "little") return foreign("was saved on a big-endian machine, which cannot be read.");
  }
  ATHENA_ASSIGN(const std::string pickle, read_member(zip, *found));
  ATHENA_ASSIGN(std::vector<SavedTensor> tensors, read_saved_tensors(pickle, spec.path));
  auto table = std::make_shared<TorchTable>(std::move(zip), std::move(folder));
  for (SavedTensor& tensor : tensors) ATHENA_TRY(table->add(std::move(tensor)));
  return table;
}

}  // namespace athena
