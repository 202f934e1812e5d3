// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/workbench_document.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <algorithm>

#include "athena/recipe.h"
#include "ui/document/commands.h"
#include "ui/document/text.h"

namespace athena::ui {
namespace {
// Edits are saved this long after the first unsaved one, so that a crash costs less than a second of typing.
constexpr int kDraftDelayMs = 400;
constexpr int kMergePruning = 1;
}  // namespace

WorkbenchDocument::WorkbenchDocument(QObject* parent) : QObject(parent) {
  m_draftTimer.setSingleShot(true);
  m_draftTimer.setInterval(kDraftDelayMs);
  connect(&m_draftTimer, &QTimer::timeout, this, &WorkbenchDocument::saveDraftNow);
}

WorkbenchDocument::~WorkbenchDocument() {
  if (m_draftTimer.isActive()) saveDraftNow();
  closeSession();
}

void WorkbenchDocument::setModel(ModelHandle model) {
  m_model = std::move(model);
  m_info.reset();
  m_layerAt.clear();
  m_outline.reset();
  if (m_model) m_info = m_model->info();
  for (std::size_t i = 0; m_info && i < m_info->layers.size(); ++i)
    m_layerAt.insert(toQt(m_info->layers[i].path), i);
  m_selectedLayers.clear();
  replan();
  if (m_session && m_info) check(m_session->put_model({m_info->hash, m_info->path, m_info->file_bytes}));
  Q_EMIT modelChanged();
  Q_EMIT layerSelectionChanged();
}

void WorkbenchDocument::setProfile(const ModelInfo& profiled) {
  if (!m_info || profiled.hash != m_info->hash) return;
  for (const LayerInfo& timed : profiled.layers) {
    const auto at = m_layerAt.constFind(toQt(timed.path));
    if (at != m_layerAt.cend()) m_info->layers[*at].time_share = timed.time_share;
  }
  Q_EMIT profileChanged();
}

void WorkbenchDocument::setOutline(const ModelOutline& outline) {
  if (!m_info || outline.model != m_info->hash) return;
  m_outline = outline;
  Q_EMIT outlineChanged();
}

const LayerInfo* WorkbenchDocument::layer(const QString& path) const {
  const auto at = m_layerAt.constFind(path);
  return at == m_layerAt.cend() ? nullptr : &m_info->layers[*at];
}

std::vector<const LayerInfo*> WorkbenchDocument::layers(const QStringList& paths) const {
  std::vector<const LayerInfo*> found;
  for (const QString& path : paths) {
    if (const LayerInfo* one = layer(path)) found.push_back(one);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

void WorkbenchDocument::setData(const DatasetInfo& data) {
  m_data = data;
  if (m_session) check(m_session->put_dataset({data.fingerprint, data.path, data.name}));
  Q_EMIT dataChanged();
}

void WorkbenchDocument::clearData() {
  m_data.reset();
  Q_EMIT dataChanged();
}

void WorkbenchDocument::edit(Recipe next, const QString& text, int merge) {
  if (next == m_recipe) return;
  m_undo.push(new RecipeCommand(this, std::move(next), text, merge));
}

void WorkbenchDocument::setScheme(const QStringList& paths, const QString& scheme,
                                  const Parameters& parameters) {
  if (paths.isEmpty()) return;
  const QString text = paths.size() == 1 ? tr("%1 as %2").arg(paths.front(), scheme)
                                         : tr("%n layers as %1", nullptr, int(paths.size())).arg(scheme);
  edit(with_scheme(m_recipe, toStd(paths), scheme.toStdString(), parameters), text);
}

void WorkbenchDocument::setPruning(const QStringList& paths, double amount) {
  if (paths.isEmpty()) return;
  const QString percent = QString::number(amount * 100, 'f', 0);
  const QString text = paths.size() == 1
                           ? tr("prune %1 by %2 %").arg(paths.front(), percent)
                           : tr("prune %n layers by %1 %", nullptr, int(paths.size())).arg(percent);
  edit(with_pruning(m_recipe, toStd(paths), "l1", {{"amount", Value(amount)}}), text, kMergePruning);
}

void WorkbenchDocument::setStep(std::size_t index, Step step, const QString& text, int merge) {
  if (index >= m_recipe.steps.size()) return;
  Recipe next = m_recipe;
  next.steps[index] = std::move(step);
  edit(std::move(next), text, merge);
}

void WorkbenchDocument::addStep(Step step) {
  const QString text = tr("add the step “%1”").arg(toQt(step.verb));
  Recipe next = m_recipe;
  next.steps.push_back(std::move(step));
  for (std::size_t at = next.steps.size() - 1; at > 0 && !check_recipe(next); --at) {
    std::swap(next.steps[at - 1], next.steps[at]);
  }
  edit(std::move(next), text);
}

void WorkbenchDocument::removeStep(std::size_t index) {
  if (index >= m_recipe.steps.size()) return;
  Recipe next = m_recipe;
  const QString verb = toQt(next.steps[index].verb);
  next.steps.erase(next.steps.begin() + static_cast<std::ptrdiff_t>(index));
  edit(std::move(next), tr("remove the step “%1”").arg(verb));
}

void WorkbenchDocument::moveStep(std::size_t from, std::size_t to) {
  if (from >= m_recipe.steps.size() || to >= m_recipe.steps.size() || from == to) return;
  Recipe next = m_recipe;
  Step step = std::move(next.steps[from]);
  const QString verb = toQt(step.verb);
  next.steps.erase(next.steps.begin() + static_cast<std::ptrdiff_t>(from));
  next.steps.insert(next.steps.begin() + static_cast<std::ptrdiff_t>(to), std::move(step));
  edit(std::move(next), tr("move the step “%1”").arg(verb));
}

const LayerPlan* WorkbenchDocument::layerPlan(const QString& path) const {
  const auto at = m_layerAt.constFind(path);
  return m_plan && at != m_layerAt.cend() ? &m_plan->layers[*at] : nullptr;
}

bool WorkbenchDocument::saveDraftNow() {
  m_draftTimer.stop();
  return !m_session || check(m_session->save_draft(print_recipe(m_recipe)));
}

bool WorkbenchDocument::importRecipe(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) {
    return check(
        fail(ErrorCode::Io, tr("%1 cannot be read: %2.").arg(path, file.errorString()).toStdString()));
  }
  auto recipe = parse_recipe(file.readAll().toStdString());
  if (!recipe) return check(tl::make_unexpected(recipe.error()));
  edit(std::move(*recipe), tr("take the recipe of %1").arg(QFileInfo(path).fileName()));
  return true;
}

bool WorkbenchDocument::exportRecipe(const QString& path) {
  QSaveFile file(path);
  const QByteArray text = QByteArray::fromStdString(print_recipe(m_recipe));
  if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit()) return true;
  return check(
      fail(ErrorCode::Io,
           tr("The recipe could not be written to %1: %2.").arg(path, file.errorString()).toStdString()));
}

void WorkbenchDocument::selectLayers(const QStringList& paths) {
  if (paths == m_selectedLayers) return;
  m_selectedLayers = paths;
  Q_EMIT layerSelectionChanged();
}

void WorkbenchDocument::selectVariant(qint64 id) {
  if (id == m_selectedVariant) return;
  m_selectedVariant = id;
  Q_EMIT variantSelectionChanged(id);
}

void WorkbenchDocument::applyRecipe(const Recipe& recipe) {
  m_recipe = recipe;
  m_touched = true;
  replan();
  // Not restarted while it runs: steady typing must not put the save off for ever.
  if (!m_draftTimer.isActive()) m_draftTimer.start();
  Q_EMIT recipeChanged();
}

void WorkbenchDocument::replan() {
  m_plan.reset();
  m_planError.reset();
  if (!m_info) return;
  if (Result<Plan> plan = plan_recipe(m_recipe, m_info->layers)) {
    m_plan = std::move(*plan);
  } else {
    m_planError = plan.error();
  }
}

bool WorkbenchDocument::check(const Status& status) {
  if (!status) Q_EMIT failed(status.error());
  return status.has_value();
}

}  // namespace athena::ui
