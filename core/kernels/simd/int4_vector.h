// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <immintrin.h>

#include "core/kernels/simd/activate.h"
#include "core/kernels/simd/int4_tile.h"

// int4 tiles, V::kWidth columns at a time: a lane is a column, its 32-bit word holds 8 channels in the nibble
// order 0x73625140, so that the low nibbles of the four bytes are channels 0 ... 3 and the high ones 4 ... 7.
// For per-ISA files only. Op::dot(acc, x, w) adds the products of 4 u8 activations and 4 codes in [0, 15] to
// each lane.
namespace {

using athena::kernels::int4::Tile;

template <class V>
inline void store_lanes(const Tile& tile, int row, int first, typename V::F linear) {
  const int left = tile.columns - first;
  const typename V::F y = activate<V>(tile.activation, linear);
  if (left >= V::kWidth)
    V::store(tile.y + row * tile.ldy + first, y);
  else
    V::store_first(tile.y + row * tile.ldy + first, y, left);
}

// -zero * (sum of the group's codes): what the codes' own zero point takes from a sum of raw codes.
template <class V, int kColumns>
inline typename V::I zero_correction(const Tile& tile, int row, int64_t group, int first) {
  const int32_t sum = tile.group_sum[row * tile.group_sum_stride + group];
  if (tile.group_zero == nullptr) return V::iset(-8 * sum);
  return V::imul(V::iload(tile.group_zero + group * kColumns + first), V::iset(-sum));
}

template <class V, int kColumns>
inline typename V::I zeros_of(const Tile& tile, int64_t group, int first) {
  return tile.group_zero == nullptr ? V::iset(8) : V::iload(tile.group_zero + group * kColumns + first);
}

template <class V>
inline void store_dynamic(const Tile& tile, int row, int first, typename V::F total) {
  const typename V::F zero_point = V::negate(V::to_float(V::iset(tile.row_zero[row])));
  const typename V::F centred = V::fma(zero_point, V::load(tile.column_offset + first), total);
  store_lanes<V>(tile, row, first, V::fma(V::set(tile.row_scale[row]), centred, V::load(tile.bias + first)));
}

// The weights of kVectors vectors of columns from `first` on, step by step. A sum starts with what brings the
// zero point into it.
template <class V, int kVectors, int kColumns>
class Nibbles {
 public:
  using I = typename V::I;

  Nibbles(const Tile& tile, int first) : words_(tile.panel + first) {}
  static I start(const Tile& tile, int row, int64_t group, int first) {
    return zero_correction<V, kColumns>(tile, row, group, first);
  }
  void next(I (&low)[kVectors], I (&high)[kVectors]) {
    const I low_nibbles = V::iset(0x0F0F0F0F);
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; ++v) {
      const I word = V::iload(words_ + v * V::kWidth);
      low[v] = V::iand(word, low_nibbles);
      high[v] = V::iand(V::template shift_right<4>(word), low_nibbles);
    }
    words_ += kColumns;
  }

 private:
  const uint32_t* words_;
};

// The same, read as unpack_panel left them.
template <class V, int kVectors, int kColumns>
class UnpackedBytes {
 public:
  using I = typename V::I;

  UnpackedBytes(const Tile& tile, int first) : bytes_(tile.unpacked + first * tile.steps * 8) {}
  static I start(const Tile&, int, int64_t, int) { return V::izero(); }
  void next(I (&low)[kVectors], I (&high)[kVectors]) {
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; ++v) {
      low[v] = V::iload(bytes_ + v * sizeof(I));
      high[v] = V::iload(bytes_ + (kVectors + v) * sizeof(I));
    }
    bytes_ += 2 * kVectors * sizeof(I);
  }

 private:
  const int8_t* bytes_;
};

// [blocks of kVectors vectors of columns][steps][low, high nibbles][kVectors][V::kWidth][4]
template <class V, int kVectors, int kColumns>
inline void unpack_panel(const Tile& tile, int8_t* to) {
  using I = typename V::I;
  for (int first = 0; first < kColumns; first += kVectors * V::kWidth) {
    Nibbles<V, kVectors, kColumns> nibbles(tile, first);
    int64_t step = 0;
    for (int64_t group = 0; step < tile.steps; ++group) {
      I zero[kVectors];
#pragma GCC unroll 4
      for (int v = 0; v < kVectors; ++v)
        zero[v] = V::imul(zeros_of<V, kColumns>(tile, group, first + v * V::kWidth), V::iset(0x01010101));
      const int64_t end = step + tile.group_steps < tile.steps ? step + tile.group_steps : tile.steps;
      for (; step < end; ++step, to += 2 * kVectors * sizeof(I)) {
        I low[kVectors], high[kVectors];
        nibbles.next(low, high);
#pragma GCC unroll 4
        for (int v = 0; v < kVectors; ++v) {
          V::istore(to + v * sizeof(I), V::isub_bytes(low[v], zero[v]));
          V::istore(to + (kVectors + v) * sizeof(I), V::isub_bytes(high[v], zero[v]));
        }
      }
    }
  }
}

// kRows rows times kVectors vectors of columns from `first` on.
// g++ 12 keeps the sums in memory unless every loop over them is unrolled.
template <class V, class Op, template <class, int, int> class Weights, int kRows, int kVectors, int kColumns>
inline void dynamic_block(const Tile& tile, int first) {
  using F = typename V::F;
  using I = typename V::I;
  F total[kRows][kVectors];
  const unsigned char* x[kRows];
#pragma GCC unroll 8
  for (int r = 0; r < kRows; ++r) {
    x[r] = tile.x + r * tile.x_stride;
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; ++v) total[r][v] = V::zero();
  }
  Weights<V, kVectors, kColumns> weights(tile, first);
  int64_t step = 0;
  for (int64_t group = 0; step < tile.steps; ++group) {
    I sum[kRows][kVectors];
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r)
#pragma GCC unroll 4
      for (int v = 0; v < kVectors; ++v) sum[r][v] = weights.start(tile, r, group, first + v * V::kWidth);
    const int64_t end = step + tile.group_steps < tile.steps ? step + tile.group_steps : tile.steps;
    for (; step < end; ++step) {
      I low[kVectors], high[kVectors];
      weights.next(low, high);
#pragma GCC unroll 8
      for (int r = 0; r < kRows; ++r) {
        const I x_low = Op::broadcast(x[r] + step * 8), x_high = Op::broadcast(x[r] + step * 8 + 4);
#pragma GCC unroll 4
        for (int v = 0; v < kVectors; ++v) sum[r][v] = Op::dot(sum[r][v], x_low, low[v]);
#pragma GCC unroll 4
        for (int v = 0; v < kVectors; ++v) sum[r][v] = Op::dot(sum[r][v], x_high, high[v]);
      }
    }
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; ++v) {
      const F scale = V::load(tile.group_scale + group * kColumns + first + v * V::kWidth);
#pragma GCC unroll 8
      for (int r = 0; r < kRows; ++r) total[r][v] = V::fma(scale, V::to_float(sum[r][v]), total[r][v]);
    }
  }
#pragma GCC unroll 8
  for (int r = 0; r < kRows; ++r)
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; ++v)
      if (first + v * V::kWidth < tile.columns) store_dynamic<V>(tile, r, first + v * V::kWidth, total[r][v]);
}

// Words of one step and kVectors vectors of columns times one row's codes, low and high nibbles apart.
template <class V, class Op, int kVectors>
inline void multiply_step(const uint32_t* words, const unsigned char* x, typename V::I (&low_sum)[kVectors],
                          typename V::I (&high_sum)[kVectors]) {
  using I = typename V::I;
  const I low_nibbles = V::iset(0x0F0F0F0F), x_low = Op::broadcast(x), x_high = Op::broadcast(x + 4);
#pragma GCC unroll 4
  for (int v = 0; v < kVectors; ++v) {
    const I word = V::iload(words + v * V::kWidth);
    low_sum[v] = Op::dot(low_sum[v], x_low, V::iand(word, low_nibbles));
    high_sum[v] = Op::dot(high_sum[v], x_high, V::iand(V::template shift_right<4>(word), low_nibbles));
  }
}

// One row: all columns at once, the sums of low and high nibbles apart, which hides the latency of the dot
// product. The stream of weights is left to the processor's own prefetcher.
template <class V, class Op, int kColumns>
inline void dynamic_row(const Tile& tile) {
  using F = typename V::F;
  using I = typename V::I;
  constexpr int kVectors = kColumns / V::kWidth;
  F total[kVectors];
#pragma GCC unroll 4
  for (int v = 0; v < kVectors; ++v) total[v] = V::zero();
  const uint32_t* words = tile.panel;
  int64_t step = 0;
  for (int64_t group = 0; step < tile.steps; ++group) {
    I low[kVectors], high[kVectors];
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; ++v) {
      low[v] = zero_correction<V, kColumns>(tile, 0, group, v * V::kWidth);
      high[v] = V::izero();
    }
    const int64_t end = step + tile.group_steps < tile.steps ? step + tile.group_steps : tile.steps;
    for (; step < end; ++step, words += kColumns)
      multiply_step<V, Op, kVectors>(words, tile.x + step * 8, low, high);
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; ++v) {
      const F scale = V::load(tile.group_scale + group * kColumns + v * V::kWidth);
      total[v] = V::fma(scale, V::to_float(V::iadd(low[v], high[v])), total[v]);
    }
  }
#pragma GCC unroll 4
  for (int v = 0; v < kVectors; ++v)
    if (v * V::kWidth < tile.columns) store_dynamic<V>(tile, 0, v * V::kWidth, total[v]);
}

// Channel kChannel of a step: its nibble, less the zero point, times each row's activation.
template <class V, int kRows, int kChannel>
inline void multiply_channel(typename V::I word, typename V::I zero, const float* x, ptrdiff_t stride,
                             typename V::F (&sum)[kRows]) {
  constexpr int kShift = 4 * (kChannel < 4 ? 2 * kChannel : 2 * kChannel - 7);
  const typename V::I code = V::iand(V::template shift_right<kShift>(word), V::iset(15));
  const typename V::F w = V::to_float(V::isub(code, zero));
#pragma GCC unroll 8
  for (int r = 0; r < kRows; ++r) sum[r] = V::fma(V::set(x[r * stride + kChannel]), w, sum[r]);
}

template <class V, int kRows, int kColumns>
inline void weight_only_lanes(const Tile& tile, int first) {
  using F = typename V::F;
  using I = typename V::I;
  const ptrdiff_t stride = tile.x_stride / static_cast<ptrdiff_t>(sizeof(float));
  F total[kRows];
#pragma GCC unroll 8
  for (int r = 0; r < kRows; ++r) total[r] = V::zero();
  const uint32_t* words = tile.panel + first;
  const float* x = reinterpret_cast<const float*>(tile.x);
  int64_t step = 0;
  for (int64_t group = 0; step < tile.steps; ++group) {
    const I zero = zeros_of<V, kColumns>(tile, group, first);
    F sum[kRows];
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) sum[r] = V::zero();
    const int64_t end = step + tile.group_steps < tile.steps ? step + tile.group_steps : tile.steps;
    for (; step < end; ++step, words += kColumns, x += 8) {
      const I word = V::iload(words);
      multiply_channel<V, kRows, 0>(word, zero, x, stride, sum);
      multiply_channel<V, kRows, 1>(word, zero, x, stride, sum);
      multiply_channel<V, kRows, 2>(word, zero, x, stride, sum);
      multiply_channel<V, kRows, 3>(word, zero, x, stride, sum);
      multiply_channel<V, kRows, 4>(word, zero, x, stride, sum);
      multiply_channel<V, kRows, 5>(word, zero, x, stride, sum);
      multiply_channel<V, kRows, 6>(word, zero, x, stride, sum);
      multiply_channel<V, kRows, 7>(word, zero, x, stride, sum);
    }
    const F scale = V::load(tile.group_scale + group * kColumns + first);
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) total[r] = V::fma(scale, sum[r], total[r]);
  }
#pragma GCC unroll 8
  for (int r = 0; r < kRows; ++r)
    store_lanes<V>(tile, r, first, V::add(total[r], V::load(tile.bias + first)));
}

// The block of as many rows as the tile has, at most kRows.
template <class V, class Op, template <class, int, int> class Weights, int kRows, int kVectors, int kColumns>
inline void fitting_block(const Tile& tile, int first) {
  if constexpr (kRows > 1)
    if (tile.rows < kRows) return fitting_block<V, Op, Weights, kRows - 1, kVectors, kColumns>(tile, first);
  dynamic_block<V, Op, Weights, kRows, kVectors, kColumns>(tile, first);
}

template <class V, class Op, template <class, int, int> class Weights, int kRows, int kVectors, int kColumns>
inline void dynamic_blocks(const Tile& tile) {
  for (int first = 0; first < tile.columns; first += kVectors * V::kWidth)
    fitting_block<V, Op, Weights, kRows, kVectors, kColumns>(tile, first);
}

template <class V, class Op, int kRows, int kVectors, int kColumns>
inline void run_dynamic(const Tile& tile) {
  if (tile.unpacked != nullptr) return dynamic_blocks<V, Op, UnpackedBytes, kRows, kVectors, kColumns>(tile);
  if (tile.rows == 1) return dynamic_row<V, Op, kColumns>(tile);
  dynamic_blocks<V, Op, Nibbles, kRows, kVectors, kColumns>(tile);
}

template <class V, int kColumns>
inline void run_weight_only(const Tile& tile) {
  for (int first = 0; first < tile.columns; first += V::kWidth) {
    switch (tile.rows) {
      case 1:
        weight_only_lanes<V, 1, kColumns>(tile, first);
        break;
      case 2:
        weight_only_lanes<V, 2, kColumns>(tile, first);
        break;
      case 3:
        weight_only_lanes<V, 3, kColumns>(tile, first);
        break;
      default:
        weight_only_lanes<V, 4, kColumns>(tile, first);
    }
  }
}

}  // namespace
