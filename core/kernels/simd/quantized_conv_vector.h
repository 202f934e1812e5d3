// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/kernels/simd/quantized_conv_tile.h"

// Convolutions of codes whose channels lie next to each other. For per-ISA files only.
//
// Op, beside the vectors V, says:
//   dot(acc, x, w)   acc + the sum over the 4 products of a lane, u8 codes and s8 weights
//   broadcast(p)     the 4 codes at p in every lane
//   spread(x)        4 vectors of bytes -> the 4 of a chunk (see DepthwiseTile), whose lanes hold a byte of
//                    each; spread_one(x): of x[0] and three times 0
//   join(codes)      the int32 of a chunk -> a vector of bytes, saturated
//   store_codes(p, codes, count), load_codes(p, count)    `count` lanes as bytes; codes up to 255
//   load_bytes(p, count), store_bytes(p, bytes, count)    a vector of bytes; the others' memory is not
//   touched
namespace {

using athena::kernels::qconv::DenseTile;
using athena::kernels::qconv::DepthwiseTile;
using athena::kernels::qconv::Epilogue;

template <class V>
inline typename V::F rescaled(const Epilogue& epilogue, int64_t lane, typename V::I sum) {
  return V::fma(V::to_float(sum), V::load(epilogue.scale + lane), V::load(epilogue.offset + lane));
}

// g++ 12 keeps the accumulators in memory unless every loop over them is unrolled.
template <class V, class Op, int kPositions, int kVectors>
inline void dense_tile(const DenseTile& tile, int64_t first) {
  using I = typename V::I;
  const uint8_t* x[kPositions];
  I acc[kPositions][kVectors];
#pragma GCC unroll 16
  for (int p = 0; p < kPositions; ++p) {
    x[p] = tile.x + tile.windows[first + p];
#pragma GCC unroll 8
    for (int v = 0; v < kVectors; ++v) acc[p][v] = V::iload(tile.epilogue.start + v * V::kWidth);
  }
  const int8_t* weights = tile.weights;
  const ptrdiff_t length = 4 * tile.run_steps, *run = tile.runs, *runs_end = run + tile.run_count;
  ptrdiff_t at = 0, end = 0;
  // One loop over all runs: more than one would also keep them in memory.
  for (;;) {
    if (at == end) {
      if (run == runs_end) break;
      at = *run++;
      end = at + length;
    }
    I w[kVectors];
#pragma GCC unroll 8
    for (int v = 0; v < kVectors; ++v) w[v] = V::iload(weights + v * sizeof(I));
#pragma GCC unroll 16
    for (int p = 0; p < kPositions; ++p) {
      const I codes = Op::broadcast(x[p] + at);
#pragma GCC unroll 8
      for (int v = 0; v < kVectors; ++v) acc[p][v] = Op::dot(acc[p][v], codes, w[v]);
    }
    weights += kVectors * sizeof(I);
    at += 4;
  }
  const Epilogue& epilogue = tile.epilogue;
  const typename V::F high = V::set(epilogue.high), add_scale = V::set(epilogue.add_scale);
  const I low = V::iset(epilogue.low);
#pragma GCC unroll 16
  for (int p = 0; p < kPositions; ++p)
#pragma GCC unroll 8
    for (int v = 0; v < kVectors; ++v) {
      const int count = v + 1 < kVectors ? V::kWidth : tile.last_channels;
      const ptrdiff_t at = (first + p) * tile.ldy + v * V::kWidth;
      typename V::F value = rescaled<V>(epilogue, v * V::kWidth, acc[p][v]);
      if (tile.add != nullptr)
        value = V::fma(V::to_float(Op::load_codes(tile.add + at, count)), add_scale, value);
      Op::store_codes(tile.y + at, Op::imax(V::to_int(V::min(value, high)), low), count);
    }
}

/// What is left after whole tiles.
template <class V, class Op, int kPositions, int kVectors>
inline void dense_rest(const DenseTile& tile, int64_t first) {
  if constexpr (kPositions > 0) {
    if (tile.positions - first == kPositions) return dense_tile<V, Op, kPositions, kVectors>(tile, first);
    dense_rest<V, Op, kPositions - 1, kVectors>(tile, first);
  }
}

template <class V, class Op, int kPositions, int kVectors>
inline void dense_block(const DenseTile& tile) {
  int64_t first = 0;
  for (; first + kPositions <= tile.positions; first += kPositions)
    dense_tile<V, Op, kPositions, kVectors>(tile, first);
  dense_rest<V, Op, kPositions - 1, kVectors>(tile, first);
}

template <class V, class Op, bool kWhole, bool kAdd>
inline void depthwise_chunk(const DepthwiseTile& tile, int64_t channel, const int8_t* weights,
                            const Epilogue& epilogue) {
  using I = typename V::I;
  constexpr int kChunk = 4 * V::kWidth;
  const int count = kWhole ? kChunk : static_cast<int>(tile.channels - channel);
  const auto load = [count](const uint8_t* p) {
    if constexpr (kWhole)
      return V::iload(p);
    else
      return Op::load_bytes(p, count);
  };
  const typename V::F high = V::set(epilogue.high), add_scale = V::set(epilogue.add_scale);
  const I low = Op::set_bytes(epilogue.low);
  for (int64_t position = 0; position < tile.positions; ++position) {
    const ptrdiff_t from = position * tile.next + channel, to = position * tile.ldy + channel;
    const int8_t* w = weights;
    I acc[4], x[4];
#pragma GCC unroll 4
    for (int v = 0; v < 4; ++v) acc[v] = V::iload(epilogue.start + v * V::kWidth);
    int64_t tap = 0;
    for (; tap + 1 < tile.tap_count; tap += 4, w += 4 * sizeof(I)) {
#pragma GCC unroll 4
      for (int i = 0; i < 4; ++i) x[i] = load(tile.taps[tap + i] + from);
      Op::spread(x);
#pragma GCC unroll 4
      for (int v = 0; v < 4; ++v) acc[v] = Op::dot(acc[v], x[v], V::iload(w + v * sizeof(I)));
    }
    if (tap < tile.tap_count) {
      x[0] = load(tile.taps[tap] + from);
      Op::spread_one(x);
#pragma GCC unroll 4
      for (int v = 0; v < 4; ++v) acc[v] = Op::dot(acc[v], x[v], V::iload(w + v * sizeof(I)));
    }
    if constexpr (kAdd) {
      x[0] = load(tile.add + to);
      Op::spread_one(x);
    }
#pragma GCC unroll 4
    for (int v = 0; v < 4; ++v) {
      typename V::F value = rescaled<V>(epilogue, v * V::kWidth, acc[v]);
      if constexpr (kAdd) value = V::fma(V::to_float(x[v]), add_scale, value);
      acc[v] = V::to_int(V::min(value, high));
    }
    const I codes = Op::max_bytes(Op::join(acc), low);
    if constexpr (kWhole)
      V::istore(tile.y + to, codes);
    else
      Op::store_bytes(tile.y + to, codes, count);
  }
}

template <class V, class Op, bool kAdd>
inline void depthwise_chunks(const DepthwiseTile& tile) {
  constexpr int kChunk = 4 * V::kWidth;
  const int64_t weights = (tile.tap_count + 3) / 4 * 4 * kChunk;
  Epilogue epilogue = tile.epilogue;
  int64_t channel = 0;
  for (; channel < tile.channels; channel += kChunk) {
    const int8_t* w = tile.weights + channel / kChunk * weights;
    if (channel + kChunk <= tile.channels)
      depthwise_chunk<V, Op, true, kAdd>(tile, channel, w, epilogue);
    else
      depthwise_chunk<V, Op, false, kAdd>(tile, channel, w, epilogue);
    epilogue.start += kChunk;
    epilogue.scale += kChunk;
    epilogue.offset += kChunk;
  }
}

template <class V, class Op>
inline void run_depthwise(const DepthwiseTile& tile) {
  if (tile.add != nullptr)
    depthwise_chunks<V, Op, true>(tile);
  else
    depthwise_chunks<V, Op, false>(tile);
}

}  // namespace
