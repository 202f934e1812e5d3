// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QPointF>

namespace athena::ui {

/// Exponential moving average of y over about `span` points, without the pull to zero at the start (the bias
/// correction of Adam: Kingma and Ba 2015).
QList<QPointF> smoothed(const QList<QPointF>& points, double span);

}  // namespace athena::ui
