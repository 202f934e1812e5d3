// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/parameter_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>
#include <algorithm>
#include <limits>

#include "ui/document/catalogue_text.h"
#include "ui/document/text.h"
#include "ui/widgets/amount_slider.h"
#include "ui/widgets/muted_label.h"
#include "ui/widgets/number_edit.h"

namespace athena::ui {
namespace {

using Changed = std::function<void(Value)>;
struct Field {
  QWidget* widget;
  std::function<void(const Value&)> set;
};

double number(const Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return double(*whole);
  return std::get<double>(value);
}

Field flagField(const Changed& changed) {
  auto* box = new QCheckBox;
  QObject::connect(box, &QCheckBox::toggled, box, [changed](bool on) { changed(on); });
  return {box, [box](const Value& value) { box->setChecked(std::get<bool>(value)); }};
}

Field choiceField(const ParameterSpec& spec, const Changed& changed) {
  auto* box = new QComboBox;
  box->addItems(toQt(spec.choices));
  const bool whole = std::holds_alternative<std::int64_t>(spec.default_value);
  QObject::connect(box, &QComboBox::textActivated, box, [changed, whole](const QString& text) {
    changed(whole ? Value(std::int64_t(text.toLongLong())) : Value(text.toStdString()));
  });
  return {box, [box](const Value& value) { box->setCurrentText(valueText(value)); }};
}

Field wholeField(const ParameterSpec& spec, const Changed& changed) {
  static constexpr double most = std::numeric_limits<int>::max();
  auto* box = new QSpinBox;
  box->setRange(int(std::max(spec.minimum.value_or(-most), -most)),
                int(std::min(spec.maximum.value_or(most), most)));
  box->setAlignment(Qt::AlignRight);
  box->setMaximumWidth(box->fontMetrics().averageCharWidth() * 16);
  QObject::connect(box, &QSpinBox::valueChanged, box, [changed](int value) { changed(std::int64_t(value)); });
  return {box, [box](const Value& value) { box->setValue(int(std::min(number(value), most))); }};
}

Field amountField(const Changed& changed) {
  auto* slider = new AmountSlider;
  slider->setMaximumWidth(320);
  QObject::connect(slider, &AmountSlider::amountChanged, slider,
                   [changed](double amount) { changed(amount); });
  return {slider, [slider](const Value& value) { slider->setAmount(number(value)); }};
}

Field realField(const ParameterSpec& spec, const Changed& changed) {
  constexpr double most = std::numeric_limits<double>::max();
  auto* edit = new NumberEdit(spec.minimum.value_or(-most), spec.maximum.value_or(most));
  QObject::connect(edit, &NumberEdit::valueChanged, edit, [changed](double value) { changed(value); });
  return {edit, [edit](const Value& value) { edit->setValue(number(value)); }};
}

Field textField(const Changed& changed) {
  auto* edit = new QLineEdit;
  QObject::connect(edit, &QLineEdit::textEdited, edit,
                   [changed](const QString& text) { changed(text.toStdString()); });
  return {edit, [edit](const Value& value) {
            if (edit->text() != valueText(value)) edit->setText(valueText(value));
          }};
}

Field makeField(const ParameterSpec& spec, const Changed& changed) {
  if (!spec.choices.empty()) return choiceField(spec, changed);
  if (std::holds_alternative<bool>(spec.default_value)) return flagField(changed);
  if (std::holds_alternative<std::int64_t>(spec.default_value)) return wholeField(spec, changed);
  if (std::holds_alternative<std::string>(spec.default_value)) return textField(changed);
  return spec.name == "amount" ? amountField(changed) : realField(spec, changed);
}

}  // namespace

ParameterForm::ParameterForm(QWidget* parent) : QWidget(parent), m_form(new QFormLayout(this)) {
  m_form->setContentsMargins(0, 0, 0, 0);
  m_form->setHorizontalSpacing(16);
  m_form->setVerticalSpacing(6);
  m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
}

void ParameterForm::show(const MethodSpec* method, const Parameters& given) {
  m_parameters = given;
  if (method != m_method) {
    m_method = method;
    m_setters.clear();
    while (m_form->rowCount() > 0) m_form->removeRow(0);
    if (method) {
      for (const ParameterSpec& spec : method->parameters) addField(spec);
    }
  }
  setVisible(method && !method->parameters.empty());
  if (!method) return;
  const Parameters complete = complete_parameters(*method, given);
  for (std::size_t i = 0; i < m_setters.size(); ++i) {
    const std::string& name = method->parameters[i].name;
    const auto it = std::find_if(complete.begin(), complete.end(),
                                 [&](const auto& parameter) { return parameter.first == name; });
    if (it != complete.end()) m_setters[i](it->second);
  }
}

void ParameterForm::addField(const ParameterSpec& spec) {
  const Changed changed = [this, name = spec.name](Value value) { change(name, std::move(value)); };
  Field field = makeField(spec, changed);
  const QString summary = catalogueText(spec.summary);
  field.widget->setObjectName(toQt(spec.name));
  field.widget->setToolTip(summary);
  field.widget->setEnabled(!is_fixed(spec));
  field.widget->setAccessibleName(parameterTitle(spec.name));
  m_setters.push_back([this, set = field.set, widget = field.widget](const Value& value) {
    const QSignalBlocker quiet(widget);
    set(value);
  });
  auto* row = new QWidget;
  auto* line = new QHBoxLayout(row);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(12);
  line->addWidget(field.widget);
  auto* explanation = new MutedLabel(summary);
  explanation->setWordWrap(true);
  explanation->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  line->addWidget(explanation, 1);
  auto* label = new QLabel(parameterTitle(spec.name));
  label->setBuddy(field.widget);
  label->setToolTip(summary);
  m_form->addRow(label, row);
}

void ParameterForm::change(const std::string& name, Value value) {
  Parameters next;
  for (const ParameterSpec& spec : m_method->parameters) {
    if (spec.name == name) {
      next.emplace_back(name, value);
      continue;
    }
    const auto it = std::find_if(m_parameters.begin(), m_parameters.end(),
                                 [&](const auto& parameter) { return parameter.first == spec.name; });
    if (it != m_parameters.end()) next.push_back(*it);
  }
  if (next == m_parameters) return;
  m_parameters = std::move(next);
  Q_EMIT edited(toQt(name));
}

}  // namespace athena::ui
