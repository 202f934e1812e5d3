// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QCoreApplication>
#include <QString>
#include <optional>
#include <vector>

#include "athena/types/variant.h"
#include "ui/style/scheme_style.h"

namespace athena::ui {

/// Stands for the fp32 original, which is no variant of the session.
inline constexpr qint64 kOriginalId = 0;

/// One line of the results: a variant with the measurement that is shown of it, or the original.
struct ResultRow {
  qint64 id = kOriginalId;
  QString name, schemes, note;
  SchemeFamily family = SchemeFamily::Fp32;
  std::optional<Metric> quality;       // the figure that stands for all: mostly top-1
  std::optional<double> qualityDelta;  // to the original on the same samples
  std::optional<Agreement> agreement;
  std::int64_t fileBytes = 0, originalBytes = 0;
  std::optional<LatencyComparison> latency;  // of the original's row: its own times in `variant`
  QString measuredAt, command;               // measuredAt: ISO 8601 UTC
  QString data;                              // what it was measured on, one phrase
  QString recipe;                            // in sentences
  QString whyNot;                            // why its figures may not be compared; empty: they may
  bool stale = false;

  bool comparable() const { return whyNot.isEmpty(); }
  bool isOriginal() const { return id == kOriginalId; }
  double ratio() const {
    return originalBytes > 0 ? static_cast<double>(fileBytes) / static_cast<double>(originalBytes) : 0;
  }
};

/// The session's results, the original first where something was measured beside it.
class Results {
  Q_DECLARE_TR_FUNCTIONS(athena::ui::Results)

 public:
  static std::vector<ResultRow> of(const std::vector<Variant>& variants);
  /// "int8-dynamic, fp32 · 50 % pruned": the schemes the layers really have, most bytes first.
  static QString schemesOf(const Variant& variant);
};

}  // namespace athena::ui
