// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "athena/types/model_info.h"

namespace athena {

/// Where and with what a figure was measured. Two figures are comparable only where all of it is equal.
struct Environment {
  std::string machine;  // CPU model and core count
  std::string isa;      // kernels' instruction set: "avx512vnni"
  std::string build;    // Athena's version and LibTorch's
  int threads = 1;
  bool operator==(const Environment&) const = default;
};

/// One figure of a model over the samples of a split.
struct Metric {
  std::string name;  // "top1", "cross-entropy", "mse", ..., or what a data file calls its own
  double value = 0;
  double low = 0, high = 0;  // 95 % interval; NaN: it has none
  std::string interval;      // how that was made: "wilson", "normal", "bootstrap"; empty: none
  std::int64_t samples = 0;
  bool higher_is_better = true;
  bool fraction = false;  // of 1, to be shown in percent
};

/// A fraction of right answers with its 95 % Wilson interval.
struct Accuracy {
  double value = 0, low = 0, high = 0;
  std::int64_t correct = 0, samples = 0;

  Metric metric() const { return {"top1", value, low, high, "wilson", samples, true, true}; }
};

/// How close a variant's outputs are to the original's on the same inputs.
struct Agreement {
  double top1 = 0;     // share of samples with the same arg max
  double cosine = 0;   // mean over samples
  double sqnr_db = 0;  // 10 log10(signal power / error power) over all outputs; +inf when equal
  double mean_kl = 0;  // mean KL(original || variant) of the softmaxed outputs, nats
  std::int64_t samples = 0;
  bool random_inputs = false;
};

/// Times of one call, ms.
struct Latency {
  double median_ms = 0, p95_ms = 0, spread_ms = 0;  // spread: interquartile range
  int calls = 0;
};

/// Interleaved times of a variant and its references, in one run.
struct LatencyComparison {
  Latency variant, original, optimized;
  std::string
      optimized_as;  // which of the fp32 optimizations was fastest: "frozen", "optimized for inference", ...
  int batch = 1, threads = 1;
  bool noisy = false;  // the baseline drifted by more than 5 % in every repetition
  double speedup() const { return variant.median_ms > 0 ? optimized.median_ms / variant.median_ms : 0; }
};

/// 0..1; of nothing 0.
inline double share_of(std::int64_t part, std::int64_t all) {
  return all > 0 ? static_cast<double>(part) / static_cast<double>(all) : 0;
}

/// What one op that uses a layer's weight did while it was counted.
struct SiteReport {
  Site where;
  std::string kernel;  // of packed weights; else the op that ran
  std::int64_t calls = 0;
  std::int64_t multiply_adds = 0, integer_multiply_adds = 0;  // by the weight; those that multiplied integers
};

/// What one layer became and what ran.
struct LayerReport {
  std::string path, kind;
  std::string scheme;  // "fp32" when it was left
  std::string kernel;  // that really ran, e.g. "u8s8_f32_6x64_avx512vnni"; empty until it ran
  std::int64_t calls = 0;
  std::int64_t bytes_before = 0, bytes_after = 0;
  double sparsity = 0;  // share of zero weights
  std::string reason;   // why it was not compressed, or what saved nothing; empty when all went as asked
  std::int64_t multiply_adds = 0, integer_multiply_adds = 0;  // of all its sites, in the samples of Coverage
  std::vector<SiteReport> sites{};

  /// Of the multiply-adds, 0..1; of a layer that multiplied nothing 0.
  double integer_share() const { return share_of(integer_multiply_adds, multiply_adds); }
};

/// What a run multiplied, exactly, from the shapes that it met. Norms and other scaling element by element do
/// not count, nor do look-ups.
struct Coverage {
  std::int64_t samples = 0;
  std::int64_t with_weights = 0;    // multiply-adds by a stored weight
  std::int64_t in_integers = 0;     // those of them that multiplied integers
  std::int64_t of_activations = 0;  // products of two computed tensors
  std::vector<std::string>
      fall_backs{};  // a sentence for each that ran in fp32 though an integer scheme was asked
  /// 0..1; of a model without stored weights 0.
  double share() const { return share_of(in_integers, with_weights); }
};

/// All that was measured of one variant in one go.
struct Measurement {
  Environment environment;
  std::string dataset;  // fingerprint; empty: random inputs
  std::string dataset_name;
  std::string split = "test";
  std::optional<Accuracy> accuracy;           // of the variant: top-1, where the labels are class numbers
  std::optional<Accuracy> original_accuracy;  // of the original, same samples
  std::vector<Metric> metrics;                // of the variant, the one that stands for all first; or none
  std::vector<Metric> original_metrics;       // of the original: the same ones
  std::vector<Metric> per_class;              // of the variant: top-1 of each class, named by its number
  std::string right;    // of the variant, per sample '1' or '0': whether its top-1 was right; or empty
  std::string seen_by;  // what had some of these samples before: "train", "calibrate"; empty: nothing
  std::optional<Agreement> agreement;
  std::optional<LatencyComparison> latency;
  std::int64_t file_bytes = 0, original_file_bytes = 0;
  std::string measured_at;  // ISO 8601 UTC
  std::string command;      // athena-cli line that repeats it
  std::optional<Coverage> coverage{};

  /// The figure that stands for all: the first metric. Measurements of Athena 0.1.0 have top-1 alone.
  std::optional<Metric> quality() const {
    if (!metrics.empty()) return metrics.front();
    return accuracy ? std::optional(accuracy->metric()) : std::nullopt;
  }
  std::optional<Metric> original_quality() const {
    if (!original_metrics.empty()) return original_metrics.front();
    return original_accuracy ? std::optional(original_accuracy->metric()) : std::nullopt;
  }
};

}  // namespace athena
