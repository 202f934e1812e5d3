// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace athena::ui {

enum class FileKind { Model, Data, Session, Recipe };

/// What a dropped or named file most likely is, from its first bytes and its name. What is nothing else
/// counts as a model, whose reader names what it really found.
FileKind fileKind(const QString& path);

}  // namespace athena::ui
