// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractItemModel>

namespace athena::ui {

/// The role under which a model gives a cell or a header for a file: full precision, no unit.
inline constexpr int kCsvRole = Qt::UserRole + 100;

/// The table as CSV (RFC 4180), or with another separator; a header line first. Figures have a decimal point
/// in every language.
QString csvText(const QAbstractItemModel& model, QChar separator = QLatin1Char(','));

}  // namespace athena::ui
