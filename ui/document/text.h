// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>
#include <string>
#include <vector>

namespace athena::ui {

inline QString toQt(const std::string& text) { return QString::fromStdString(text); }

inline QStringList toQt(const std::vector<std::string>& texts) {
  QStringList list;
  list.reserve(static_cast<qsizetype>(texts.size()));
  for (const std::string& text : texts) list.append(toQt(text));
  return list;
}

inline std::vector<std::string> toStd(const QStringList& texts) {
  std::vector<std::string> list;
  list.reserve(static_cast<std::size_t>(texts.size()));
  for (const QString& text : texts) list.push_back(text.toStdString());
  return list;
}

}  // namespace athena::ui
