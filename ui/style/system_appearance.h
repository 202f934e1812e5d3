// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <functional>

namespace athena::ui {

/// Whether the desktop asks for light text on a dark ground.
bool systemPrefersDark();

/// Calls `then` whenever the answer may have changed, for as long as the application runs.
void whenSystemAppearanceChanges(std::function<void()> then);

}  // namespace athena::ui
