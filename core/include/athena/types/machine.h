// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace athena {

/// A cache of the first core.
struct CacheInfo {
  int level = 1;
  std::string type;  // "Data", "Instruction", "Unified"
  std::int64_t bytes = 0;
  int sharers = 1;  // logical processors that share it
};

/// What the kernels of one instruction set cannot pass: multiply-adds with all operands in registers, of all
/// threads together, 1e9 a second.
struct IsaPeak {
  std::string isa;
  double int8_gmacs = 0, fp32_gmacs = 0;
};

/// Reading from one end of a buffer to the other, all threads together.
struct ReadRate {
  std::string from;        // "L1", "L2", "L3", "memory": where the buffer fits
  std::int64_t bytes = 0;  // of all threads' buffers
  double gb_per_s = 0;     // 1e9 bytes a second
};

/// A time over this many times fp32's is called slower: less is what turns differ by anyway.
constexpr double kSlowerThanFp32 = 1.03;

/// A layer's time in one call of the model, packed in one scheme with its default parameters.
struct SchemeSpeed {
  std::string scheme;
  double ms = 0;            // measured: median of the time of all its ops in a call
  double predicted_ms = 0;  // what the machine's limits allow
  double ratio = 1;         // median of the measured time over fp32's in the same turn
  std::int64_t bytes = 0;   // of the weights
  std::string kernel;       // that ran; empty for fp32
  std::string refused;      // why the layer cannot be packed so; then nothing else is set
  bool slower() const { return ratio > kSlowerThanFp32; }
};

/// A layer on this machine, at the shapes that one call of its model meets.
struct LayerSpeed {
  std::string path, kind;
  std::vector<std::int64_t> input_shape;  // of its first op's first call; empty: it multiplies nothing
  std::int64_t calls = 0;                 // of its ops
  std::int64_t multiply_adds = 0;
  std::int64_t activation_bytes = 0;  // that its ops read and write, without the weights
  std::vector<SchemeSpeed> schemes;   // "fp32" first: the layer as it is

  /// Multiply-adds a byte that moves.
  double intensity(const SchemeSpeed& scheme) const {
    const std::int64_t bytes = scheme.bytes + activation_bytes;
    return bytes > 0 ? static_cast<double>(multiply_adds) / static_cast<double>(bytes) : 0;
  }
  /// 1e9 multiply-adds a second.
  double gmacs(const SchemeSpeed& scheme) const {
    return scheme.ms > 0 ? static_cast<double>(multiply_adds) / scheme.ms / 1e6 : 0;
  }
};

/// A processor and what it was measured to reach.
struct MachineReport {
  std::string cpu;
  int cores = 1;  // that this process may use
  std::vector<CacheInfo> caches;
  /// As the operating system names those that can speed up products.
  std::vector<std::string> instruction_sets;
  std::string isa;                 // of the kernels in use
  int threads = 1;                 // of the figures below
  std::vector<IsaPeak> peaks;      // of every instruction set that has kernels, the fastest last
  std::vector<ReadRate> reading;   // the fastest first, memory last
  int batch = 0;                   // samples of the call that the layers were timed in; 0: none was
  std::vector<LayerSpeed> layers;  // that can be compressed and that the call reached
};

}  // namespace athena
