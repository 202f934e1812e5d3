// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QIcon>

namespace athena::ui {

/// What a layer of this kind ("Linear", "Conv2d", "LSTM") is drawn as; kinds alike share one.
QIcon kindIcon(const QString& kind);

/// A module that holds layers.
QIcon moduleIcon();

}  // namespace athena::ui
