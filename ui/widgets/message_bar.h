// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>
#include <functional>

#include "athena/types/result.h"

class QVBoxLayout;

namespace athena::ui {

/// Says what happened, inside the window: errors and warnings stay until they are closed, news go by
/// themselves. At most a few lines at a time; the oldest gives way.
class MessageBar : public QWidget {
  Q_OBJECT

 public:
  explicit MessageBar(QWidget* parent = nullptr);
  void showError(const Error& error);
  void showWarning(const QString& text);
  void showNotice(const QString& text);
  /// A question with one answer, which can also be closed.
  void ask(const QString& text, const QString& answer, std::function<void()> then);
  void clear();

 private:
  enum class Tone { Notice, Warning, Error };
  QWidget* add(Tone tone, const QString& text);
  QVBoxLayout* m_column;
};

}  // namespace athena::ui
