// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/recipe/rules_editor.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "athena/catalogue.h"
#include "ui/pages/recipe/rule_delegate.h"
#include "ui/pages/recipe/rule_table_model.h"
#include "ui/widgets/icon_button.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/parameter_form.h"

namespace athena::ui {
namespace {

constexpr int kMostRowsShown = 10;

}  // namespace

RulesEditor::RulesEditor(WorkbenchDocument& document, std::size_t step, QWidget* parent)
    : QWidget(parent),
      m_rules(new RuleTableModel(document, step, this)),
      m_table(new QTableView),
      m_form(new ParameterForm),
      m_remove(makeIconButton(QStringLiteral("remove"), tr("Remove the selected rule."))),
      m_up(makeIconButton(QStringLiteral("up"), tr("Move the rule up: later rules win."))),
      m_down(makeIconButton(QStringLiteral("down"), tr("Move the rule down: later rules win."))) {
  m_table->setModel(m_rules);
  m_table->setItemDelegate(new RuleDelegate(document, m_rules->verb(), m_table));
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                           QAbstractItemView::AnyKeyPressed | QAbstractItemView::SelectedClicked);
  m_table->setShowGrid(false);
  m_table->setAlternatingRowColors(true);
  m_table->setTabKeyNavigation(false);
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
  QHeaderView* header = m_table->horizontalHeader();
  header->setHighlightSections(false);
  header->setSectionResizeMode(RuleTableModel::LayersColumn, QHeaderView::Stretch);
  for (int column : {RuleTableModel::KindsColumn, RuleTableModel::MethodColumn,
                     RuleTableModel::ParametersColumn, RuleTableModel::ServesColumn}) {
    header->setSectionResizeMode(column, QHeaderView::ResizeToContents);
  }
  auto* add = new QToolButton;
  add->setIcon(icon(QStringLiteral("add")));
  add->setText(tr("Add rule"));
  add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  add->setAutoRaise(true);
  add->setToolTip(tr("Adds a rule after the others; later rules win."));
  connect(add, &QToolButton::clicked, this, [this] {
    m_rules->addRule();
    m_table->selectRow(m_rules->rowCount() - 1);
  });
  connect(m_remove, &QToolButton::clicked, this, [this] { m_rules->removeRule(selectedRow()); });
  connect(m_up, &QToolButton::clicked, this, [this] { moveSelected(-1); });
  connect(m_down, &QToolButton::clicked, this, [this] { moveSelected(1); });

  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(2);
  buttons->addWidget(add);
  buttons->addStretch(1);
  for (QToolButton* button : {m_up, m_down, m_remove}) buttons->addWidget(button);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(6);
  column->addWidget(m_table);
  column->addLayout(buttons);
  column->addWidget(m_form);

  connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
          &RulesEditor::selectionChanged);
  connect(m_rules, &QAbstractItemModel::modelReset, this, &RulesEditor::rowsChanged);
  connect(m_rules, &QAbstractItemModel::dataChanged, this, &RulesEditor::selectionChanged);
  connect(m_form, &ParameterForm::edited, this,
          [this] { m_rules->setParameters(selectedRow(), m_form->parameters()); });
  rowsChanged();
}

void RulesEditor::rowsChanged() {
  const int rows = qBound(1, m_rules->rowCount(), kMostRowsShown);
  m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() +
                          rows * m_table->verticalHeader()->defaultSectionSize() + 2 * m_table->frameWidth());
  if (m_rules->rowCount() > 0) m_table->selectRow(0);
  selectionChanged();
}

void RulesEditor::selectionChanged() {
  const int row = selectedRow();
  const Rule* rule = m_rules->rule(row);
  m_form->show(rule ? find_method(m_rules->verb(), rule->method) : nullptr,
               rule ? rule->parameters : Parameters());
  m_remove->setEnabled(rule != nullptr);
  m_up->setEnabled(row > 0);
  m_down->setEnabled(rule && row + 1 < m_rules->rowCount());
}

void RulesEditor::moveSelected(int by) {
  const int to = selectedRow() + by;
  m_rules->moveRule(selectedRow(), to);
  m_table->selectRow(to);
}

int RulesEditor::selectedRow() const {
  const QModelIndexList rows = m_table->selectionModel()->selectedRows();
  return rows.isEmpty() ? -1 : rows.front().row();
}

}  // namespace athena::ui
