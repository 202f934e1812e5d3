// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>

// What quantized_conv hands to its kernels. Included by per-ISA files, hence plain data only.
namespace athena::kernels::qconv {

/// What makes codes of sums; the arrays hold a number for each lane of the weights.
struct Epilogue {
  const int32_t* start;  // what a sum begins with
  const float* scale;
  const float* offset;
  float add_scale;  // of the tensor that is added
  int32_t low;      // the least code
  float high;       // the greatest
};

/// Output positions of one block of output channels. A lane is a channel, and takes 4 codes of a position and
/// as many weights at a step.
struct DenseTile {
  const uint8_t* x;
  const ptrdiff_t* windows;  // [positions]: bytes from x to what each position reads
  int64_t positions;
  const ptrdiff_t* runs;         // [run_count]: bytes from there to stretches of run_steps * 4 codes
  int64_t run_count, run_steps;  // run_steps above 0
  const int8_t* weights;         // [run_count * run_steps][vectors][width][4]
  int32_t vectors;               // of channels
  int32_t last_channels;         // channels of the last vector
  Epilogue epilogue;             // [vectors][width]
  uint8_t* y;                    // [positions], ldy bytes apart
  const uint8_t* add;            // the same, or null
  ptrdiff_t ldy;
};

/// Output positions of all channels, each with weights of its own. Channels go in chunks of 4 vectors: lane
/// 4 q + j of vector i is channel 16 q + 4 i + j. A step takes 4 taps of each.
struct DepthwiseTile {
  const uint8_t* const* taps;  // [round_up(tap_count, 4)]: where the first position meets each
  int64_t tap_count;
  ptrdiff_t next;  // bytes to what the next position meets
  // Above 0: the 3 steps take 3 rows each of neighbouring columns, and so many columns lie between positions.
  int32_t columns_apart;
  int64_t positions, channels;
  const int8_t* weights;  // [chunks][steps][4][width][4]
  Epilogue epilogue;      // [chunks][4][width]
  uint8_t* y;             // [positions], ldy bytes apart
  const uint8_t* add;     // the same, or null
  ptrdiff_t ldy;
};

}  // namespace athena::kernels::qconv
