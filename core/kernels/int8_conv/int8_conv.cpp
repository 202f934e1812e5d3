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
constexpr int64_t kChunk = 512;                 // cells that are quantized before they part
constexpr int64_t kSlack = 1024;                // bytes that the last tile may read beyond the last channel

/// Sends every stride-th of the cells from column `begin` on to its phase.
void part_phases(const conv::Lattice& lattice, const conv::Lattice::Row& row, const int32_t* cells,
                 int64_t begin, int64_t end, int64_t width, int64_t stride, conv::HalveFunction halve,
                 int32_t* plane) {
  for (size_t p = 0; p < lattice.columns.size(); ++p) {
    const conv::AxisPhase& phase = lattice.columns[p];
    // Divisions would take longer than a short row.
    const int64_t first = begin == 0 ? 0 : std::max<int64_t>(0, ceil_div(begin - phase.source, stride));
    const int64_t last =
        end == width ? phase.count : std::min(phase.count, ceil_div(end - phase.source, stride));
    if (first >= last) continue;
    int32_t* to = plane + row.place + static_cast<int64_t>(p) * row.distance + phase.lead + first;
    const int32_t* from = cells + (phase.source + first * stride - begin);
    if (stride == 2)
      halve(from, last - first, to);
    else
      for (int64_t i = 0; i < last - first; ++i) to[i] = from[i * stride];
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

int64_t Int8Conv::groups() const {
  return is_depthwise() ? ceil_div(groups_, kernel().cell_codes()) : groups_;
}
int64_t Int8Conv::planes() const { return is_depthwise() ? 1 : ceil_div(channels_, kernel().cell_codes()); }
int64_t Int8Conv::blocks() const {
  return is_depthwise() ? group_outputs() : ceil_div(group_outputs(), kernel().row_tile);
}
int64_t Int8Conv::steps() const {
  const int64_t taps = taps_[0] * taps_[1];
  return is_depthwise() ? ceil_div(taps, kernel().cell_codes()) : planes() * taps;
}

Int8Conv::Slot Int8Conv::slot_of(int64_t n) const {
  const int64_t row_tile = kernel().row_tile, group = n / group_outputs(), index = n % group_outputs();
  if (is_depthwise()) return {group / row_tile * blocks() + index, group % row_tile};
  return {group * blocks() + index / row_tile, index % row_tile};
}

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

int64_t Int8Conv::quantize_count(const ConvPlan& plan) const {
  return plan.input.batch * groups() * planes();
}

int64_t Int8Conv::quantize_grain(const ConvPlan& plan) const {
  return grain_of(kernel().cell_codes() * plan.input.size[0] * plan.input.size[1], kQuantizeGrain);
}

void Int8Conv::quantize(const ConvPlan& plan, const float* x, int64_t begin, int64_t end,
                        void* workspace) const {
  const Workspace space(*this, plan, workspace);
  const int64_t pixels = plan.input.size[0] * plan.input.size[1], codes = kernel().cell_codes();
  for (int64_t unit = begin; unit < end; ++unit) {
    const int64_t sample = unit / (groups() * planes()), group = unit / planes() % groups();
    // Where fewer channels than a cell holds are left, the last stands in for the rest, whose weights are 0.
    const int64_t first = is_depthwise() ? group * codes : group * channels_ + unit % planes() * codes;
    const int64_t last = is_depthwise() ? groups_ - 1 : (group + 1) * channels_ - 1;
    const float* channels[4];
    for (int64_t i = 0; i < codes; ++i)
      channels[i] = x + (sample * input_channels() + std::min(first + i, last)) * pixels;
    quantize_plane(plan, channels, space.ranges[sample],
                   reinterpret_cast<int32_t*>(space.places + unit * plan.plane_bytes));
  }
}

void Int8Conv::quantize_plane(const ConvPlan& plan, const float* const* channels, RowRange range,
                              int32_t* plane) const {
  const conv::Kernel& kernel = this->kernel();
  const conv::Lattice& lattice = plan.lattice;
  const int64_t width = plan.input.size[1], stride = plan.input.stride[1];
  const float inverse = 1.0f / range.scale;
  if (lattice.is_padded)
    std::memset(plane, kernel.codes == conv::Codes::S16 ? 0 : range.zero_point,
                static_cast<size_t>(plan.plane_bytes));
  const auto cells = [&](int64_t start, int64_t count, int32_t* to) {
    const float* from[4];
    for (int64_t i = 0; i < kernel.cell_codes(); ++i) from[i] = channels[i] + start;
    kernel.cells(from, count, inverse, range.zero_point, to);
  };
  const auto& rows = lattice.rows;
  if (stride == 1) {
    const conv::AxisPhase& all = lattice.columns.front();
    for (const conv::Lattice::Row& row : rows)
      cells(row.source * width + all.source, all.count, plane + row.place + all.lead);
    return;
  }
  int32_t chunk[kChunk + conv::kHalveSlack];
  for (size_t first = 0, end = 0; first < rows.size(); first = end) {
    // Rows that follow each other in the input, as many as a chunk holds.
    for (end = first + 1; end < rows.size() && rows[end].source == rows[end - 1].source + 1 &&
                          static_cast<int64_t>(end - first + 1) * width <= kChunk;)
      ++end;
    const int64_t before = static_cast<int64_t>(end - first - 1) * width;
    for (int64_t begin = 0; begin < width; begin += kChunk) {
      const int64_t last = std::min(begin + kChunk, width);
      cells(rows[first].source * width + begin, before + last - begin, chunk);
      for (size_t i = first; i < end; ++i)
        part_phases(lattice, rows[i], chunk + static_cast<int64_t>(i - first) * width, begin, last, width,
                    stride, kernel.halve, plane);
    }
  }
}

int64_t Int8Conv::tile_count(const ConvPlan& plan) const {
  return plan.input.batch * groups() * blocks() * plan.tiles;
}

int64_t Int8Conv::tile_grain(const ConvPlan& plan) const {
  const conv::Kernel& kernel = this->kernel();
  const int64_t vectors = ceil_div(plan.vectors, std::max<int64_t>(1, plan.tiles));
  return grain_of(kernel.row_tile * vectors * kernel.width * steps() * kernel.cell_codes(), kMultiplyGrain);
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
  const int64_t groups = this->groups(), blocks = this->blocks(), steps = this->steps(),
                units = blocks * plan.tiles;
  // Whichever of weights and activations is smaller passes again and again while a part of the other stays in
  // cache.
  const bool weights_stay = blocks * kernel.row_tile > plan.vectors * kernel.width;
  conv::Tile tile{};
  tile.offsets = plan.offsets.data();
  tile.steps = steps;
  tile.taps = taps_[0] * taps_[1];
  tile.row_tile = static_cast<int32_t>(kernel.row_tile);
  tile.activation = static_cast<int32_t>(output.activation);
  // Depthwise, the output channels of a cell are those of neighbouring input channels.
  const int64_t apart = is_depthwise() ? blocks : 1,
                group_rows = is_depthwise() ? kernel.row_tile : group_outputs();
  tile.ldy = apart * plan.outputs();
  for (int64_t unit = begin; unit < end; ++unit) {
    const int64_t sample = unit / (groups * units), group = unit / units % groups, index = unit % units;
    const int64_t block = weights_stay ? index / plan.tiles : index % blocks;
    const int64_t part = weights_stay ? index % plan.tiles : index / blocks;
    const int64_t first = part * plan.vectors / plan.tiles, last = (part + 1) * plan.vectors / plan.tiles;
    const int64_t slot = (group * blocks + block) * kernel.row_tile;
    const int64_t n =
        is_depthwise() ? group * group_rows * blocks + block : group * group_rows + block * kernel.row_tile;
    const int64_t left = is_depthwise() ? groups_ - group * group_rows : group_rows - block * kernel.row_tile;
    tile.cells = space.places + (sample * groups + group) * planes() * plan.plane_bytes +
                 first * kernel.width * int64_t{sizeof(int32_t)};
    tile.weights = cells_.as<int32_t>() + slot * steps;
    tile.column_scale = column_scales_.data() + slot;
    tile.column_sum = column_sums_.data() + slot;
    tile.bias = bias_.data() + slot;
    tile.rows = static_cast<int32_t>(std::min(kernel.row_tile, left));
    tile.vectors = static_cast<int32_t>(last - first);
    tile.kept = plan.kept.data() + first;
    tile.whole = tile.kept[last - first - 1].start + tile.kept[last - first - 1].count - tile.kept->start ==
                 (last - first) * kernel.width;
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
