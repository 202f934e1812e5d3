// SPDX-License-Identifier: Apache-2.0
#include <c10/util/StringUtil.h>

#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include "core/data/npy.h"

namespace athena {
namespace {

constexpr std::size_t kMostHeader = 1 << 16;
constexpr std::size_t kMostDimensions = 8;

/// Takes the header's dict literal apart, from the left. Every take tells whether it met what it wanted.
class Literal {
 public:
  explicit Literal(std::string_view text) : text_(text) {}

  bool take(char wanted) {
    skip_space();
    if (text_.empty() || text_.front() != wanted) return false;
    text_.remove_prefix(1);
    return true;
  }
  std::optional<std::string> text() {
    skip_space();
    if (text_.empty() || (text_.front() != '\'' && text_.front() != '"')) return std::nullopt;
    const auto end = text_.find(text_.front(), 1);
    if (end == std::string_view::npos) return std::nullopt;
    std::string taken(text_.substr(1, end - 1));
    text_.remove_prefix(end + 1);
    return taken;
  }
  std::optional<bool> truth() {
    skip_space();
    for (const auto& [word, value] : {std::pair{"True", true}, std::pair{"False", false}})
      if (text_.starts_with(word)) {
        text_.remove_prefix(std::string_view(word).size());
        return value;
      }
    return std::nullopt;
  }
  std::optional<std::int64_t> number() {
    skip_space();
    std::int64_t value = 0;
    const auto [end, code] = std::from_chars(text_.data(), text_.data() + text_.size(), value);
    if (code != std::errc()) return std::nullopt;
    text_.remove_prefix(static_cast<std::size_t>(end - text_.data()));
    return value;
  }
  bool at(char wanted) {
    skip_space();
    return !text_.empty() && text_.front() == wanted;
  }

 private:
  void skip_space() {
    while (!text_.empty() && (text_.front() == ' ' || text_.front() == '\n')) text_.remove_prefix(1);
  }
  std::string_view text_;
};

struct Description {
  std::string descr;
  bool records = false, fortran = false;
  std::vector<std::int64_t> shape;
};

std::optional<std::vector<std::int64_t>> take_shape(Literal& literal) {
  std::vector<std::int64_t> shape;
  if (!literal.take('(')) return std::nullopt;
  while (!literal.take(')')) {
    const auto size = literal.number();
    if (!size || *size < 0 || shape.size() == kMostDimensions) return std::nullopt;
    shape.push_back(*size);
    if (!literal.take(',') && !literal.at(')')) return std::nullopt;
  }
  return shape;
}

/// {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }
std::optional<Description> parse(std::string_view text) {
  Literal literal(text);
  Description description;
  bool has_descr = false, has_order = false, has_shape = false;
  if (!literal.take('{')) return std::nullopt;
  while (!literal.take('}')) {
    const auto key = literal.text();
    if (!key || !literal.take(':')) return std::nullopt;
    if (*key == "descr") {
      has_descr = true;
      description.records = literal.at('[') || literal.at('(');
      if (description.records) return description;
      auto descr = literal.text();
      if (!descr) return std::nullopt;
      description.descr = std::move(*descr);
    } else if (*key == "fortran_order") {
      has_order = true;
      const auto order = literal.truth();
      if (!order) return std::nullopt;
      description.fortran = *order;
    } else if (*key == "shape") {
      has_shape = true;
      auto shape = take_shape(literal);
      if (!shape) return std::nullopt;
      description.shape = std::move(*shape);
    } else {
      return std::nullopt;
    }
    if (!literal.take(',') && !literal.at('}')) return std::nullopt;
  }
  if (!has_descr || !has_order || !has_shape) return std::nullopt;
  return description;
}

std::optional<at::ScalarType> element_type(std::string_view code) {
  constexpr std::array<std::pair<std::string_view, at::ScalarType>, 12> kTypes{{{"b1", at::kBool},
                                                                                {"i1", at::kChar},
                                                                                {"u1", at::kByte},
                                                                                {"i2", at::kShort},
                                                                                {"u2", at::kUInt16},
                                                                                {"i4", at::kInt},
                                                                                {"u4", at::kUInt32},
                                                                                {"i8", at::kLong},
                                                                                {"u8", at::kUInt64},
                                                                                {"f2", at::kHalf},
                                                                                {"f4", at::kFloat},
                                                                                {"f8", at::kDouble}}};
  for (const auto& [known, type] : kTypes)
    if (code == known) return type;
  return std::nullopt;
}

/// The dict literal's text; `begin` becomes the offset behind it.
Result<std::string> read_text(ByteStream& stream, std::uint64_t& begin) {
  const auto cut_short = [&] {
    return fail(ErrorCode::Corruption,
                c10::str("'", stream.name(), "' ends within its header. Copy or save it again."));
  };
  std::array<std::uint8_t, 8> start{};
  ATHENA_ASSIGN(const std::size_t got, stream.read(start));
  constexpr std::string_view kMagic = "\x93NUMPY";
  if (!as_text(start).substr(0, got).starts_with(kMagic))
    return fail(ErrorCode::NotSupported,
                c10::str("'", stream.name(), "' is not in NumPy's .npy format: its first bytes are others."));
  if (got < start.size()) return cut_short();
  if (start[6] < 1 || start[6] > 3)
    return fail(ErrorCode::NotSupported, c10::str("'", stream.name(), "' has version ", int{start[6]},
                                                  " of NumPy's format; 1 to 3 are known."));
  std::vector<std::uint8_t> size(start[6] == 1 ? 2 : 4);
  ATHENA_ASSIGN(const std::size_t size_bytes, stream.read(size));
  if (size_bytes < size.size()) return cut_short();
  std::size_t length = 0;
  for (std::size_t i = size.size(); i-- > 0;) length = length << 8 | size[i];
  if (length > kMostHeader)
    return fail(ErrorCode::Corruption, c10::str("'", stream.name(), "' announces a header of ", length,
                                                " bytes, which no array needs."));
  std::vector<std::uint8_t> text(length);
  ATHENA_ASSIGN(const std::size_t text_bytes, stream.read(text));
  if (text_bytes < length) return cut_short();
  begin = start.size() + size.size() + length;
  return std::string(as_text(text));
}

}  // namespace

Result<RawLayout> read_npy_header(ByteStream& stream) {
  const std::string& name = stream.name();
  RawLayout layout;
  ATHENA_ASSIGN(const std::string text, read_text(stream, layout.begin));
  const auto description = parse(text);
  if (!description)
    return fail(ErrorCode::Corruption,
                c10::str("'", name, "' has a header that makes no sense. Copy or save it again."), text);
  const std::string& descr = description->descr;
  const auto unsupported = [&](const std::string& what) {
    return fail(ErrorCode::NotSupported, c10::str("'", name, "' ", what));
  };
  if (description->records) return unsupported("holds records. Save each field as an array of its own.");
  if (descr.ends_with('O'))
    return unsupported(
        "is an array of Python objects, which are not run. Save it with a numeric dtype, e.g. "
        "x.astype('float32').");
  const auto type = descr.size() > 1 ? element_type(descr.substr(1)) : std::nullopt;
  constexpr std::string_view kOrders = "<>|=";
  if (!type || kOrders.find(descr[0]) == std::string_view::npos)
    return unsupported(c10::str("holds elements of the dtype '", descr, "'; numbers and bools can be read."));
  if (description->fortran && description->shape.size() > 1)
    return unsupported("is in Fortran order. Save numpy.ascontiguousarray of it.");
  if (description->shape.empty())
    return fail(ErrorCode::InvalidArgument,
                c10::str("'", name, "' holds a single number, no samples: the first dimension counts them."));
  for (const std::int64_t size : description->shape)
    if (size == 0) return fail(ErrorCode::InvalidArgument, c10::str("'", name, "' holds no samples."));
  layout.dtype = *type;
  layout.shape = description->shape;
  layout.big_endian = descr[0] == '>';
  if (!bytes_of(layout.shape, *type))
    return fail(ErrorCode::Corruption,
                c10::str("'", name, "' announces more elements than any file can hold."));
  return layout;
}

}  // namespace athena
