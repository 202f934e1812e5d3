// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QPointF>

namespace athena::ui {

/// Centred moving average of y over `span` points (fewer near the ends), so that the curve does not lag
/// behind; values that are not finite are left out of it.
QList<QPointF> smoothed(const QList<QPointF>& points, double span);

}  // namespace athena::ui
