// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QCoreApplication>
#include <optional>
#include <vector>

#include "athena/types/variant.h"

namespace athena::ui {

/// The conditions a figure was measured under. Figures are drawn side by side only where they agree.
struct Conditions {
  Environment environment;
  std::string model_hash, dataset, split;
  std::string metric;        // empty: none was measured
  std::int64_t samples = 0;  // of the metric; 0: none was measured
  int batch = 0;             // of the latency run; 0: there was none
  /// Equal in all that both of them have.
  bool agreesWith(const Conditions& other) const;
};

Conditions conditionsOf(const Variant& variant, const Measurement& measurement);

/// Says which of a session's figures may be set side by side: those under the conditions of its newest
/// measurement on data; measurements that are stale or on random inputs are never the yardstick.
class Comparability {
  Q_DECLARE_TR_FUNCTIONS(athena::ui::Comparability)

 public:
  /// Keeps pointers into `variants`.
  explicit Comparability(const std::vector<Variant>& variants);

  /// The variant's newest measurement under the common conditions; null when there is none.
  const Measurement* comparable(const Variant& variant) const;
  /// What to show of a variant: the comparable measurement, else its newest, else null.
  const Measurement* shown(const Variant& variant) const;
  /// The newest of the measurements that agree with each other, with figures of the original; null: none.
  const Measurement* reference() const { return m_newest; }
  /// One sentence on why the figures shown may not be compared; empty when they may.
  QString whyNot(const Variant& variant) const;

 private:
  const Measurement* m_newest = nullptr;
  std::optional<Conditions> m_reference;
};

}  // namespace athena::ui
