// SPDX-License-Identifier: Apache-2.0
#include "core/data/preview.h"

#include <ATen/ATen.h>
#include <c10/util/StringUtil.h>

#include <algorithm>
#include <utility>

#include "core/data/dtypes.h"
#include "core/data/unicode.h"

namespace athena {
namespace {

constexpr std::int64_t kMostNumbers = 12, kMostSide = 1024, kLeastSide = 8;

bool looks_like_image(const at::Tensor& value) {
  const bool channels = value.dim() == 3 && (value.size(0) == 1 || value.size(0) == 3);
  return channels && value.size(1) >= kLeastSide && value.size(2) >= kLeastSide &&
         value.size(1) <= kMostSide && value.size(2) <= kMostSide &&
         (value.is_floating_point() || value.scalar_type() == at::kByte);
}

/// Stretched from its darkest to its brightest value: it may have been normalized.
PreviewValue image_of(std::string name, const at::Tensor& value) {
  at::Tensor pixels = value.to(at::kFloat).nan_to_num(0, 0, 0);
  const at::Tensor low = pixels.min(), span = pixels.max().sub(low).clamp_min(1e-12);
  pixels = pixels.sub(low).div(span).mul(255).round().to(at::kByte).expand({3, value.size(1), value.size(2)});
  pixels = pixels.permute({1, 2, 0}).contiguous();
  const auto* bytes = pixels.data_ptr<std::uint8_t>();
  return {std::move(name),
          c10::str(value.sizes()),
          static_cast<int>(value.size(2)),
          static_cast<int>(value.size(1)),
          {bytes, bytes + pixels.numel()}};
}

bool holds_bytes(const std::string& name, const at::Tensor& value) {
  return (name == "bytes" || name == "next") && value.scalar_type() == at::kLong && value.dim() == 1;
}

/// Bytes as the text they are, what is no UTF-8 or no letter as a mark.
std::string text_of(const at::Tensor& value) {
  std::string bytes, text;
  const at::Tensor all = value.contiguous();
  for (std::int64_t i = 0; i < all.numel(); ++i)
    if (const std::int64_t byte = all.data_ptr<std::int64_t>()[i]; byte > 0) bytes += static_cast<char>(byte);
  for (const char32_t code : decode_utf8(bytes)) append_utf8(text, code < 32 ? U' ' : code);
  return text;
}

std::string numbers_of(const at::Tensor& value) {
  const at::Tensor flat = value.reshape({-1}).narrow(0, 0, std::min(kMostNumbers, value.numel()));
  std::string text;
  for (std::int64_t i = 0; i < flat.numel(); ++i) {
    text += i > 0 ? ", " : "";
    text +=
        value.is_floating_point() ? c10::str(flat[i].item<float>()) : c10::str(flat[i].item<std::int64_t>());
  }
  if (value.dim() == 0) return text;
  return c10::str(dtype_text(value.scalar_type()), " ", value.sizes(), ": ", text,
                  flat.numel() < value.numel() ? ", ..." : "");
}

PreviewValue value_of(const std::string& name, const at::Tensor& value) {
  if (looks_like_image(value)) return image_of(name, value);
  return {name, holds_bytes(name, value) ? text_of(value) : numbers_of(value), 0, 0, {}};
}

}  // namespace

Result<DataPreview> preview(const DataSource& data, const DataFile& file, int samples) {
  DataPreview shown{data.info(), data.info().splits.front().name, {}};
  const std::int64_t count = std::min<std::int64_t>(samples, data.info().splits.front().samples);
  ATHENA_ASSIGN(const Batch batch, data.read(shown.split, 0, count));
  for (std::int64_t i = 0; i < count; ++i) {
    std::vector<PreviewValue> values;
    for (std::size_t k = 0; k < batch.inputs.size(); ++k)
      if (file.inputs[k].value.empty() && batch.inputs[k].isTensor())
        values.push_back(value_of(file.inputs[k].column, batch.inputs[k].toTensor()[i]));
    if (batch.labels.defined()) values.push_back(value_of(file.label, batch.labels[i]));
    shown.samples.push_back(std::move(values));
  }
  return shown;
}

}  // namespace athena
