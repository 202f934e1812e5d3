// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/recipe/rule_table_model.h"

#include <algorithm>

#include "athena/catalogue.h"
#include "athena/recipe.h"
#include "ui/document/catalogue_text.h"
#include "ui/document/text.h"
#include "ui/document/workbench_document.h"
#include "ui/pages/recipe/new_step.h"

namespace athena::ui {
namespace {

constexpr int kMergeParameters = 3;

Parameters keptParameters(const MethodSpec& method, const Parameters& parameters) {
  Parameters kept;
  for (const auto& parameter : parameters) {
    const bool takes = std::any_of(
        method.parameters.begin(), method.parameters.end(),
        [&](const ParameterSpec& spec) { return spec.name == parameter.first && !is_fixed(spec); });
    if (takes) kept.push_back(parameter);
  }
  return kept;
}

}  // namespace

RuleTableModel::RuleTableModel(WorkbenchDocument& document, std::size_t step, QObject* parent)
    : QAbstractTableModel(parent), m_document(document), m_index(step) {
  recipeChanged();
  connect(&m_document, &WorkbenchDocument::recipeChanged, this, &RuleTableModel::recipeChanged);
  connect(&m_document, &WorkbenchDocument::modelChanged, this, [this] {
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
  });
}

void RuleTableModel::recipeChanged() {
  const auto& steps = m_document.recipe().steps;
  if (m_index >= steps.size()) return;  // the page is about to take this card away
  const Step& next = steps[m_index];
  if (next.rules.size() == m_step.rules.size()) {
    m_step = next;
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    return;
  }
  beginResetModel();
  m_step = next;
  endResetModel();
}

int RuleTableModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : int(m_step.rules.size());
}

int RuleTableModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : int(ColumnCount);
}

const Rule* RuleTableModel::rule(int row) const {
  return row >= 0 && row < rowCount() ? &m_step.rules[std::size_t(row)] : nullptr;
}

int RuleTableModel::served(const Rule& rule) const {
  const ModelInfo* info = m_document.info();
  const MethodSpec* method = find_method(m_step.verb, rule.method);
  if (!info || !method) return 0;
  return int(std::count_if(info->layers.begin(), info->layers.end(), [&](const LayerInfo& layer) {
    const bool named = rule.layers.empty() || glob_matches(rule.layers, layer.path);
    const bool ofKind =
        rule.kinds.empty() || std::find(rule.kinds.begin(), rule.kinds.end(), layer.kind) != rule.kinds.end();
    return named && ofKind && (layer.compressible || rule.method == "fp32") &&
           serves_kind(*method, layer.kind);
  }));
}

QString RuleTableModel::text(const Rule& rule, int column) const {
  switch (column) {
    case LayersColumn:
      return toQt(rule.layers);
    case KindsColumn:
      return toQt(rule.kinds).join(QStringLiteral(", "));
    case MethodColumn:
      return toQt(rule.method);
    case ParametersColumn: {
      QStringList parts;
      for (const auto& [name, value] : rule.parameters) {
        parts.append(QStringLiteral("%1 = %2").arg(toQt(name), valueText(value)));
      }
      return parts.join(QStringLiteral(", "));
    }
    default:
      return m_document.info() ? tr("%n layer(s)", nullptr, served(rule)) : QString();
  }
}

QVariant RuleTableModel::data(const QModelIndex& index, int role) const {
  const Rule* found = rule(index.row());
  if (!found) return {};
  const QString shown = text(*found, index.column());
  switch (role) {
    case Qt::EditRole:
      return shown;
    case Qt::DisplayRole:
      if (!shown.isEmpty()) return shown;
      return index.column() == LayersColumn || index.column() == KindsColumn ? tr("any") : QString();
    case Qt::ToolTipRole: {
      if (index.column() != MethodColumn) return shown;
      const MethodSpec* method = find_method(m_step.verb, found->method);
      return method ? catalogueText(method->summary) : QString();
    }
    default:
      return {};
  }
}

bool RuleTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (role != Qt::EditRole || !rule(index.row())) return false;
  const QString typed = value.toString().trimmed();
  Step next = m_step;
  Rule& changed = next.rules[std::size_t(index.row())];
  switch (index.column()) {
    case LayersColumn:
      changed.layers = typed.toStdString();
      break;
    case KindsColumn: {
      QStringList kinds = typed.split(QLatin1Char(','), Qt::SkipEmptyParts);
      for (QString& kind : kinds) kind = kind.trimmed();
      changed.kinds = toStd(kinds);
      break;
    }
    case MethodColumn:
      changed.method = typed.toStdString();
      if (const MethodSpec* method = find_method(next.verb, changed.method)) {
        changed.parameters = keptParameters(*method, changed.parameters);
      }
      break;
    default:
      return false;
  }
  apply(std::move(next), tr("change a rule"));
  return true;
}

QVariant RuleTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation == Qt::Vertical || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) {
    return role == Qt::TextAlignmentRole ? QVariant(int(Qt::AlignLeft | Qt::AlignVCenter)) : QVariant();
  }
  const bool tip = role == Qt::ToolTipRole;
  switch (section) {
    case LayersColumn:
      return tip ? tr("A layer's path, or a pattern: * is any run of characters, dots too.") : tr("Layers");
    case KindsColumn:
      return tip ? tr("Kinds of layers, separated by commas.") : tr("Kinds");
    case MethodColumn:
      return tip ? tr("What is done to these layers.") : tr("Method");
    case ParametersColumn:
      return tip ? tr("What differs from the method's defaults; edited below the table.") : tr("Parameters");
    default:
      return tip ? tr("Layers of the open model that this rule can serve; later rules win.") : tr("Serves");
  }
}

Qt::ItemFlags RuleTableModel::flags(const QModelIndex& index) const {
  const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
  return index.column() <= MethodColumn ? flags | Qt::ItemIsEditable : flags;
}

void RuleTableModel::addRule() {
  Step next = m_step;
  Rule added;
  added.layers = "*";
  added.method = firstMethod(next.verb);
  next.rules.push_back(std::move(added));
  apply(std::move(next), tr("add a rule"));
}

void RuleTableModel::removeRule(int row) {
  if (!rule(row)) return;
  Step next = m_step;
  next.rules.erase(next.rules.begin() + row);
  apply(std::move(next), tr("remove a rule"));
}

void RuleTableModel::moveRule(int from, int to) {
  if (!rule(from) || !rule(to) || from == to) return;
  Step next = m_step;
  Rule moved = std::move(next.rules[std::size_t(from)]);
  next.rules.erase(next.rules.begin() + from);
  next.rules.insert(next.rules.begin() + to, std::move(moved));
  apply(std::move(next), tr("move a rule"));
}

void RuleTableModel::setParameters(int row, const Parameters& parameters) {
  if (!rule(row)) return;
  Step next = m_step;
  next.rules[std::size_t(row)].parameters = parameters;
  apply(std::move(next), tr("change a rule's parameters"), kMergeParameters);
}

void RuleTableModel::apply(Step step, const QString& text, int merge) {
  m_document.setStep(m_index, std::move(step), text, merge);
}

}  // namespace athena::ui
