// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTemporaryDir>
#include <cmath>

#include "ui/document/workbench_document.h"

// Hand-made results in a real session.
namespace athena::ui::test {

inline Accuracy wilson(std::int64_t correct, std::int64_t samples) {
  const double n = static_cast<double>(samples), p = static_cast<double>(correct) / n, z = 1.96;
  const double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
  const double half = z / (1 + z * z / n) * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  return {p, middle - half, middle + half, correct, samples};
}

inline Measurement sampleMeasurement(std::int64_t correct, std::int64_t bytes, double ms, int minute = 0) {
  Measurement m;
  m.environment = {"Xeon, 2 cores", "avx512vnni", "0.1.0, LibTorch 2.13.0", 1};
  m.dataset = std::string(64, 'd');
  m.dataset_name = "MNIST";
  m.accuracy = wilson(correct, 10000);
  m.original_accuracy = wilson(9840, 10000);
  m.agreement = Agreement{0.9981, 0.99991, 38.2, 0.0004, 10000, false};
  m.latency = LatencyComparison{
      {ms, ms * 1.2, 0.02, 200}, {1.9, 2.1, 0.05, 200}, {1.5, 1.7, 0.04, 200}, "frozen", 1, 1, false};
  m.file_bytes = bytes;
  m.original_file_bytes = 4141234;
  m.measured_at = "2026-11-24T18:" + std::to_string(10 + minute) + ":00Z";
  m.command = "athena-cli benchmark model.pt --against digits_transformer.pt";
  return m;
}

inline Recipe recipeOf(const std::string& name, const std::string& scheme) {
  return {name, 0, {Step{"quantize", {}, {Rule{"", {"Linear"}, scheme, {}}}}}};
}

inline Variant sampleVariant(const std::string& name, const std::string& scheme,
                             const Measurement& measurement) {
  Variant v;
  v.name = name;
  v.model_hash = std::string(64, 'a');
  v.recipe = recipeOf(name, scheme);
  v.created_at = measurement.measured_at;
  v.file_bytes = measurement.file_bytes;
  v.layers = {
      {"encoder.layers.0.linear1",
       "Linear",
       scheme,
       "u8s8_f32_6x64_avx512vnni",
       3,
       262144,
       66560,
       0.0,
       "",
       64000,
       64000,
       {{{"forward", "", "athena::linear"}, "u8s8_f32_6x64_avx512vnni", 3, 64000, 64000}}},
      {"encoder.layers.0.linear2", "Linear", scheme, "u8s8_f32_6x64_avx512vnni", 3, 131072, 33280, 0.25, ""},
      {"head", "Linear", "fp32", "", 3, 5160, 5160, 0.0, "the rule leaves it", 1200, 0, {}}};
  v.measurements = {measurement};
  return v;
}

/// A document with an open session of its own that goes with the test.
class SampleSession {
 public:
  SampleSession() {
    auto made = Session::create(m_folder.filePath(QStringLiteral("s.athena")).toStdString());
    if (!made) qFatal("%s", made.error().message.c_str());
    made->reset();
    if (!document.openSession(m_folder.filePath(QStringLiteral("s.athena"))))
      qFatal("the session does not open");
  }
  qint64 add(const Variant& variant) { return document.addVariant(variant, QString()); }
  /// int8 (the best up to its size), int4, fp16 (beaten by int8), in this order.
  void addThree() {
    int8 = add(sampleVariant("int8 all layers", "int8-dynamic", sampleMeasurement(9832, 1121000, 1.27)));
    int4 = add(sampleVariant("int4 weights", "int4-weight", sampleMeasurement(9791, 701000, 1.61, 1)));
    fp16 = add(sampleVariant("half precision", "fp16", sampleMeasurement(9831, 2101000, 1.92, 2)));
  }

 private:
  QTemporaryDir m_folder;

 public:
  WorkbenchDocument document;
  qint64 int8 = 0, int4 = 0, fp16 = 0;
};

}  // namespace athena::ui::test
