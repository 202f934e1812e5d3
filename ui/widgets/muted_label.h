// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLabel>

namespace athena::ui {

/// Text that explains, in the palette's quieter colour, or says how something stands.
class MutedLabel : public QLabel {
  Q_OBJECT

 public:
  enum class Tone { Muted, Good, Warning, Error };
  explicit MutedLabel(const QString& text = {}, QWidget* parent = nullptr);
  void setTone(Tone tone);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void recolor();
  Tone m_tone = Tone::Muted;
};

}  // namespace athena::ui
