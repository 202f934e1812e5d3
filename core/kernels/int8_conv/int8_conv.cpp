// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/int8_conv/int8_conv.h"

#include <algorithm>
#include <cstring>

#include "core/kernels/int8_conv/kernel_table.h"
#include "core/kernels/quantize/row_kernels.h"
#include "core/kernels/split.h"

namespace athena::kernels {
namespace {

constexpr int64_t kStretch = int64_t{1} << 14;  // values of a sample that are scanned as one
constexpr int64_t kChunk = 256;                 // columns that are quantized before their phases part
constexpr int64_t kSlack = 1024;                // bytes that the last tile may read beyond the last channel

/// Sends every stride-th of the codes that were quantized together to its phase.
template <typename T>
void part_phases(const conv::Lattice& lattice, const conv::Lattice::Row& row, const T* codes, int64_t begin,
                 int64_t end, int64_t stride, T* plane) {
  for (size_t p = 0; p < lattice.columns.size(); ++p) {
    const conv::AxisPhase& phase = lattice.columns[p];
    T* to = plane + row.place + static_cast<int64_t>(p) * row.distance + phase.lead;
    int64_t i = std::max<int64_t>(0, ceil_div(begin - phase.source, stride));
    const int64_t last = std::min(phase.count, ceil_div(end - phase.source, stride));
    for (; i < last; ++i) to[i] = codes[phase.source + i * stride - begin];
  }
}

/// Quantizes one row of the input into its places; quantize(first column, count, codes).
template <typename T, typename Quantize>
void place_row(const ConvPlan& plan, const conv::Lattice::Row& row, T* plane, const Quantize& quantize) {
  const conv::Lattice& lattice = plan.lattice;
  const int64_t width = plan.input.size[1], stride = plan.input.stride[1];
  if (stride == 1) {
    const conv::AxisPhase& all = lattice.columns.front();
    quantize(all.source, all.count, plane + row.place + all.lead);
    return;
  }
  for (int64_t begin = 0; begin < width; begin += kChunk) {
    T codes[kChunk];
    const int64_t end = std::min(begin + kChunk, width);
    quantize(begin, end - begin, codes);
    part_phases(lattice, row, codes, begin, end, stride, plane);
  }
}

}  // namespace

struct Int8Conv::Output {
  Activation activation = Activation::None;
  float* y = nullptr;
  int32_t* sums = nullptr;
};

/// Ranges of the samples, extremes of their stretches, then the places of their channels.
struct Int8Conv::Workspace {
  RowRange* ranges;
  rows::Extremes* extremes;
  unsigned char* places;
  size_t bytes;

  Workspace(const Int8Conv& conv, const ConvPlan& plan, const void* start) {
    const auto aligned = [](int64_t size) { return round_up(size, AlignedBuffer::kAlignment); };
    auto* base = static_cast<unsigned char*>(const_cast<void*>(start));
    const int64_t range_bytes = aligned(plan.input.batch * int64_t{sizeof(RowRange)});
    const int64_t extreme_bytes = aligned(conv.scan_count(plan) * int64_t{sizeof(rows::Extremes)});
    ranges = reinterpret_cast<RowRange*>(base);
    extremes = reinterpret_cast<rows::Extremes*>(base + range_bytes);
    places = base + range_bytes + extreme_bytes;
    bytes = static_cast<size_t>(range_bytes + extreme_bytes + conv.quantize_count(plan) * plan.plane_bytes +
                                kSlack);
  }
};

const conv::Kernel& Int8Conv::kernel() const {
  return conv::find_kernel(isa_, is_depthwise() ? conv::Shape::Depthwise : conv::Shape::Dense);
}

std::string_view Int8Conv::kernel_name() const { return kernel().name; }

int64_t Int8Conv::planes() const { return is_depthwise() ? 1 : ceil_div(channels_, kernel().cell_codes()); }
int64_t Int8Conv::blocks() const { return ceil_div(group_outputs(), kernel().row_tile); }
int64_t Int8Conv::steps() const { return planes() * taps_[0] * taps_[1]; }

size_t Int8Conv::workspace_bytes(const ConvPlan& plan) const { return Workspace(*this, plan, nullptr).bytes; }

int64_t Int8Conv::scan_count(const ConvPlan& plan) const {
  return plan.input.batch * ceil_div(input_channels() * plan.input.size[0] * plan.input.size[1], kStretch);
}

int64_t Int8Conv::scan_grain() const { return grain_of(kStretch, 2 * kQuantizeGrain); }

void Int8Conv::scan(const ConvPlan& plan, const float* x, int64_t begin, int64_t end, void* workspace) const {
  const Workspace space(*this, plan, workspace);
  const rows::Kernels& quantizer = rows::find(isa_);
  const int64_t sample = input_channels() * plan.input.size[0] * plan.input.size[1];
  const int64_t stretches = ceil_div(sample, kStretch);
  for (int64_t unit = begin; unit < end; ++unit) {
    const int64_t first = unit % stretches * kStretch;
    space.extremes[unit] =
        quantizer.scan(x + unit / stretches * sample + first, std::min(kStretch, sample - first));
  }
}

void Int8Conv::settle(const ConvPlan& plan, void* workspace) const {
  const Workspace space(*this, plan, workspace);
  const int64_t stretches = scan_count(plan) / std::max<int64_t>(1, plan.input.batch);
  for (int64_t sample = 0; sample < plan.input.batch; ++sample) {
    rows::Extremes all;
    for (int64_t i = 0; i < stretches; ++i) {
      const rows::Extremes& part = space.extremes[sample * stretches + i];
      all.low = std::min(all.low, part.low);
      all.high = std::max(all.high, part.high);
      all.poison += part.poison;
    }
    space.ranges[sample] = rows::range_of(all);
  }
}

int64_t Int8Conv::quantize_count(const ConvPlan& plan) const { return plan.input.batch * groups_ * planes(); }

int64_t Int8Conv::quantize_grain(const ConvPlan& plan) const {
  const int64_t channels = is_depthwise() ? 1 : kernel().cell_codes();
  return grain_of(channels * plan.input.size[0] * plan.input.size[1], kQuantizeGrain);
}

void Int8Conv::quantize(const ConvPlan& plan, const float* x, int64_t begin, int64_t end,
                        void* workspace) const {
  const Workspace space(*this, plan, workspace);
  const int64_t pixels = plan.input.size[0] * plan.input.size[1];
  for (int64_t unit = begin; unit < end; ++unit) {
    const int64_t sample = unit / (groups_ * planes()), group = unit / planes() % groups_;
    const int64_t channel = unit % planes() * kernel().cell_codes();
    const float* channels = x + (sample * input_channels() + group * channels_) * pixels;
    quantize_plane(plan, channels, channel, space.ranges[sample], space.places + unit * plan.plane_bytes);
  }
}

// A group's channels x from `channel` on, as many as share a cell; where there are fewer, the last stands in
// for the rest, whose weights are 0.
void Int8Conv::quantize_plane(const ConvPlan& plan, const float* x, int64_t channel, RowRange range,
                              unsigned char* plane) const {
  const conv::Kernel& kernel = this->kernel();
  const bool centred = kernel.codes == conv::Codes::S16;
  const float inverse = 1.0f / range.scale;
  if (plan.lattice.is_padded)
    std::memset(plane, centred ? 0 : range.zero_point, static_cast<size_t>(plan.plane_bytes));
  const int64_t pixels = plan.input.size[0] * plan.input.size[1];
  const float* channels[4];
  for (int64_t i = 0; i < kernel.cell_codes(); ++i)
    channels[i] = x + std::min(channel + i, channels_ - 1) * pixels;
  const rows::Kernels& quantizer = rows::find(isa_);
  for (const conv::Lattice::Row& row : plan.lattice.rows) {
    const int64_t start = row.source * plan.input.size[1];
    if (!is_depthwise())
      place_row(plan, row, reinterpret_cast<int32_t*>(plane),
                [&](int64_t first, int64_t count, int32_t* cells) {
                  const float* from[4];
                  for (int64_t i = 0; i < kernel.cell_codes(); ++i) from[i] = channels[i] + start + first;
                  kernel.cells(from, count, inverse, range.zero_point, cells);
                });
    else if (centred)
      place_row(plan, row, reinterpret_cast<int16_t*>(plane),
                [&](int64_t first, int64_t count, int16_t* codes) {
                  quantizer.centred(x + start + first, count, inverse, range.zero_point, codes);
                });
    else
      place_row(plan, row, plane, [&](int64_t first, int64_t count, unsigned char* codes) {
        quantizer.codes(x + start + first, count, inverse, range.zero_point, codes);
      });
  }
}

int64_t Int8Conv::tile_count(const ConvPlan& plan) const {
  return plan.input.batch * groups_ * (is_depthwise() ? group_outputs() : blocks() * plan.tiles);
}

int64_t Int8Conv::tile_grain(const ConvPlan& plan) const {
  const conv::Kernel& kernel = this->kernel();
  const int64_t vectors = ceil_div(plan.vectors, std::max<int64_t>(1, plan.tiles));
  const auto steps = static_cast<int64_t>(plan.offsets.size());
  return grain_of(kernel.row_tile * vectors * kernel.width * steps * kernel.cell_codes(), kMultiplyGrain);
}

void Int8Conv::multiply(const ConvPlan& plan, const void* workspace, int64_t begin, int64_t end,
                        Activation activation, float* y) const {
  run_tiles(plan, workspace, begin, end, {activation, y, nullptr});
}

void Int8Conv::accumulate(const ConvPlan& plan, const void* workspace, int64_t begin, int64_t end,
                          int32_t* sums) const {
  run_tiles(plan, workspace, begin, end, {Activation::None, nullptr, sums});
}

void Int8Conv::run_tiles(const ConvPlan& plan, const void* workspace, int64_t begin, int64_t end,
                         const Output& output) const {
  const conv::Kernel& kernel = this->kernel();
  const Workspace space(*this, plan, workspace);
  const auto steps = static_cast<int64_t>(plan.offsets.size());
  const int64_t blocks = is_depthwise() ? group_outputs() : this->blocks(), units = blocks * plan.tiles;
  // Whichever of weights and activations is smaller passes again and again while a part of the other stays in
  // cache.
  const bool weights_stay = blocks * kernel.row_tile > plan.vectors * kernel.width;
  conv::Tile tile{};
  tile.offsets = plan.offsets.data();
  tile.steps = steps;
  tile.row_tile = static_cast<int32_t>(kernel.row_tile);
  tile.pieces = plan.pieces.data();
  tile.activation = static_cast<int32_t>(output.activation);
  tile.ldy = plan.outputs();
  for (int64_t unit = begin; unit < end; ++unit) {
    const int64_t sample = unit / (groups_ * units), group = unit / units % groups_, index = unit % units;
    const int64_t block = weights_stay ? index / plan.tiles : index % blocks;
    const int64_t part = weights_stay ? index % plan.tiles : index / blocks;
    const int64_t first = part * plan.vectors / plan.tiles, last = (part + 1) * plan.vectors / plan.tiles;
    const int64_t n = group * group_outputs() + block * kernel.row_tile;
    tile.cells = space.places + (sample * groups_ + group) * planes() * plan.plane_bytes +
                 first * kernel.width * (is_depthwise() ? kernel.code_bytes() : int64_t{sizeof(int32_t)});
    tile.weights = is_depthwise() ? plan.weights.data() + n * steps
                                  : cells_.as<int32_t>() + (group * blocks + block) * steps * kernel.row_tile;
    tile.column_scale = column_scales_.data() + n;
    tile.column_sum = column_sums_.data() + n;
    tile.bias = bias_.data() + n;
    tile.rows = static_cast<int32_t>(std::min(kernel.row_tile, group_outputs() - block * kernel.row_tile));
    tile.vectors = static_cast<int32_t>(last - first);
    tile.piece_starts = plan.piece_starts.data() + first;
    tile.scale = space.ranges[sample].scale;
    tile.zero_point = kernel.codes == conv::Codes::U8 ? space.ranges[sample].zero_point : 0;
    const int64_t at = (sample * n_ + n) * plan.outputs();
    tile.y = output.y == nullptr ? nullptr : output.y + at;
    tile.sums = output.sums == nullptr ? nullptr : output.sums + at;
    kernel.run(tile);
  }
}

void Int8Conv::run(const ConvPlan& plan, const float* x, Activation activation, float* y,
                   void* workspace) const {
  scan(plan, x, 0, scan_count(plan), workspace);
  settle(plan, workspace);
  quantize(plan, x, 0, quantize_count(plan), workspace);
  multiply(plan, workspace, 0, tile_count(plan), activation, y);
}

}  // namespace athena::kernels
