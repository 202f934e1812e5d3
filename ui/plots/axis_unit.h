// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace athena::ui {

/// What an axis counts, and so how its ticks are written. Values are in bytes, ms, fractions.
enum class AxisUnit { Plain, Bytes, Milliseconds, Percent };

/// A tick's label in SI units with as many decimals as the distance of the ticks needs; the unit is chosen by
/// the axis' largest value, so that all labels of an axis share it.
QString tickLabel(AxisUnit unit, double value, double step, double largest);

}  // namespace athena::ui
