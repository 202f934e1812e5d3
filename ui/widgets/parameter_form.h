// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>
#include <functional>

#include "athena/catalogue.h"

class QFormLayout;

namespace athena::ui {

/// The fields of one compression method, made from its declaration in the catalogue: names, types, ranges,
/// defaults and explanations are all the catalogue's.
class ParameterForm : public QWidget {
  Q_OBJECT

 public:
  explicit ParameterForm(QWidget* parent = nullptr);
  /// Shows the fields of `method`, null for none, with `given` over the defaults. The fields stay, with focus
  /// and cursor, while the method is the same.
  void show(const MethodSpec* method, const Parameters& given);
  /// What was given and what the person changed, in the catalogue's order; untouched defaults stay out.
  const Parameters& parameters() const { return m_parameters; }

 Q_SIGNALS:
  void edited(const QString& name);

 private:
  void addField(const ParameterSpec& spec);
  void change(const std::string& name, Value value);
  QFormLayout* m_form;
  const MethodSpec* m_method = nullptr;
  Parameters m_parameters;
  std::vector<std::function<void(const Value&)>> m_setters;  // of the fields, in the catalogue's order
};

}  // namespace athena::ui
