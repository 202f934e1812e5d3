// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace athena::ui {

/// The folder of the models and data that ship with Athena, looked for above the program; empty: not there.
QString samplesFolder();

}  // namespace athena::ui
