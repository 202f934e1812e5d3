// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/recipe/step_card.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include "athena/catalogue.h"
#include "ui/document/catalogue_text.h"
#include "ui/document/workbench_document.h"
#include "ui/pages/recipe/rules_editor.h"
#include "ui/widgets/icon_button.h"
#include "ui/widgets/muted_label.h"
#include "ui/widgets/parameter_form.h"
#include "ui/widgets/section_title.h"

namespace athena::ui {
namespace {

constexpr int kMergeStep = 4;

/// True for steps whose methods are chosen by rules.
bool hasRules(const std::string& verb) { return find_method(verb, verb) == nullptr; }

}  // namespace

StepCard::StepCard(WorkbenchDocument& document, std::size_t index, QWidget* parent)
    : QFrame(parent), m_document(document), m_index(index) {
  setFrameShape(QFrame::StyledPanel);
  setAutoFillBackground(true);
  setBackgroundRole(QPalette::Base);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(14, 10, 14, 12);
  column->setSpacing(8);
  column->addLayout(makeHeader());
  const std::string& verb = step().verb;
  const MethodSpec* method = find_method(verb, verb);
  auto* summary =
      new MutedLabel(method ? catalogueText(method->summary)
                            : tr("Each rule says what is done to which layers; later rules win."));
  summary->setWordWrap(true);
  column->addWidget(summary);
  if (hasRules(verb)) {
    column->addWidget(new RulesEditor(document, index));
  } else {
    m_form = new ParameterForm;
    column->addWidget(m_form);
    connect(m_form, &ParameterForm::edited, this, [this] {
      Step next = step();
      next.parameters = m_form->parameters();
      m_document.setStep(m_index, std::move(next), tr("change the step “%1”").arg(verbTitle(step().verb)),
                         kMergeStep);
    });
  }
  refresh();
}

const Step& StepCard::step() const { return m_document.recipe().steps[m_index]; }

QLayout* StepCard::makeHeader() {
  m_up = makeIconButton(QStringLiteral("up"), tr("Do this step earlier."));
  m_down = makeIconButton(QStringLiteral("down"), tr("Do this step later."));
  auto* remove = makeIconButton(QStringLiteral("remove"), tr("Remove this step; undo brings it back."));
  remove->setObjectName(QStringLiteral("removeStep"));
  // The card goes away with the click, so the change waits until the click is over.
  connect(
      m_up, &QToolButton::clicked, &m_document, [this] { m_document.moveStep(m_index, m_index - 1); },
      Qt::QueuedConnection);
  connect(
      m_down, &QToolButton::clicked, &m_document, [this] { m_document.moveStep(m_index, m_index + 1); },
      Qt::QueuedConnection);
  connect(
      remove, &QToolButton::clicked, &m_document, [this] { m_document.removeStep(m_index); },
      Qt::QueuedConnection);
  auto* row = new QHBoxLayout;
  row->setSpacing(2);
  row->addWidget(
      new SectionTitle(QStringLiteral("%1   %2").arg(m_index + 1).arg(verbTitle(step().verb)), 1.15));
  row->addStretch(1);
  for (QToolButton* button : {m_up, m_down, remove}) row->addWidget(button);
  return row;
}

void StepCard::refresh() {
  m_up->setEnabled(m_index > 0);
  m_down->setEnabled(m_index + 1 < m_document.recipe().steps.size());
  if (m_form) m_form->show(find_method(step().verb, step().verb), step().parameters);
}

}  // namespace athena::ui
