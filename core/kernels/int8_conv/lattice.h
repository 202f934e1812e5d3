// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

#include "core/kernels/int8_conv/conv_shape.h"

// Where the quantized values of a channel lie, so that neighbouring outputs read neighbouring values at every
// tap of the kernel, and no bounds are checked.
//
// A stride of s splits each axis into s phases: phase p holds the padded coordinates p, p + s, p + 2 s, ...
// and output o meets tap k (of dilation d) at place o + k d / s of phase k d mod s. Rows follow each other at
// a pitch: output (y, x) is position y * pitch + x, whatever the tap. The zeros right of a row are those left
// of the next.
namespace athena::kernels::conv {

/// One phase of one axis.
struct AxisPhase {
  int64_t lead = 0;    // places of padding before the first value
  int64_t source = 0;  // index of that value
  int64_t count = 0;   // values
  int64_t span = 0;    // places that outputs read; 0: none
};

/// A channel as it lies in memory, in places (one code or one cell each).
struct Lattice {
  struct Row {
    int64_t source;    // row of the input
    int64_t place;     // of the row's start in the first of the used column phases
    int64_t distance;  // to the next column phase
  };

  Pair outputs{};
  int64_t pitch = 0;
  int64_t places = 0;              // of a channel
  bool is_padded = false;          // some places hold no value
  std::vector<AxisPhase> columns;  // the used phases along the width
  std::vector<Row> rows;           // in the order of the input

  /// Positions of all outputs, with the gaps between rows.
  int64_t positions() const { return (outputs[0] - 1) * pitch + outputs[1]; }
  /// The place that output (0, 0) meets at a tap; output at position q meets the q-th after it.
  int64_t place_of(int64_t tap_row, int64_t tap_column) const;

 private:
  friend Lattice make_lattice(const ConvInput& input, Pair kernel);
  Pair stride_{1, 1}, dilation_{1, 1};
  std::vector<int64_t> row_phase_, row_distance_;  // first place and column distance of each row phase
  std::vector<int64_t> column_index_;              // of each column phase among the used ones
};

/// Both: the kernel must fit into the padded input.
Pair output_size(const ConvInput& input, Pair kernel);
Lattice make_lattice(const ConvInput& input, Pair kernel);

}  // namespace athena::kernels::conv
