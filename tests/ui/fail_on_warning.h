// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTest>

namespace athena::ui::test {

/// Makes every warning of Qt that the running test function did not ask for (QTest::ignoreMessage) fail it,
/// but the one that the offscreen platform gives for any window with a minimum size.
inline void failOnWarning() {
#if QT_VERSION >= QT_VERSION_CHECK(6, 3, 0)
  QTest::failOnWarning(
      QRegularExpression(QStringLiteral("^(?!This plugin does not support propagateSizeHints)")));
#endif
}

}  // namespace athena::ui::test
