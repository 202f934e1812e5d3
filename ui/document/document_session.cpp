// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the document that is about sessions and the variants stored in them.
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QUuid>
#include <algorithm>

#include "athena/recipe.h"
#include "ui/document/commands.h"
#include "ui/document/text.h"
#include "ui/document/workbench_document.h"

namespace athena::ui {
namespace {

QString untitledRoot() {
  return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/untitled");
}

QString untitledPath(const QString& folder) { return folder + QStringLiteral("/untitled.athena"); }

}  // namespace

bool WorkbenchDocument::startUntitled(
    const std::function<Result<std::shared_ptr<Session>>(const QString&)>& make) {
  const QString folder =
      untitledRoot() + QLatin1Char('/') + QUuid::createUuid().toString(QUuid::WithoutBraces);
  if (!QDir().mkpath(folder)) {
    return check(
        fail(ErrorCode::Io, tr("No folder for a new session could be made at %1. Check that the disk is "
                               "not full and the folder can be written.")
                                .arg(folder)
                                .toStdString()));
  }
  auto lock = std::make_unique<QLockFile>(folder + QStringLiteral("/lock"));
  lock->setStaleLockTime(0);
  lock->tryLock();
  auto session = make(untitledPath(folder));
  if (!session) {
    lock.reset();
    QDir(folder).removeRecursively();
    return check(tl::make_unexpected(session.error()));
  }
  adopt(std::move(*session), true, std::move(lock));
  return true;
}

bool WorkbenchDocument::newSession() {
  return startUntitled([](const QString& path) { return Session::create(path.toStdString()); });
}

bool WorkbenchDocument::openSession(const QString& path) {
  auto session = Session::open(path.toStdString());
  if (!session) return check(tl::make_unexpected(session.error()));
  adopt(std::move(*session), false, nullptr);
  return true;
}

bool WorkbenchDocument::openSessionCopy(const QString& path) {
  auto original = Session::open(path.toStdString());
  if (!original) return check(tl::make_unexpected(original.error()));
  return startUntitled([&](const QString& copy) { return (*original)->save_as(copy.toStdString()); });
}

bool WorkbenchDocument::openAbandoned() {
  const QDir root(untitledRoot());
  for (const QFileInfo& folder : root.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time)) {
    const QString path = untitledPath(folder.absoluteFilePath());
    if (!QFileInfo::exists(path)) continue;
    auto lock = std::make_unique<QLockFile>(folder.absoluteFilePath() + QStringLiteral("/lock"));
    lock->setStaleLockTime(0);
    if (!lock->tryLock()) continue;  // another window has it open
    auto session = Session::open(path.toStdString());
    if (!session) {
      check(tl::make_unexpected(session.error()));
      continue;
    }
    adopt(std::move(*session), true, std::move(lock));
    m_touched = true;
    return true;
  }
  return false;
}

bool WorkbenchDocument::saveSessionAs(const QString& path) {
  if (!m_session || !saveDraftNow()) return false;
  auto saved = m_session->save_as(path.toStdString());
  if (!saved) return check(tl::make_unexpected(saved.error()));
  const QString old = m_untitled ? QFileInfo(sessionPath()).absolutePath() : QString();
  m_session = std::move(*saved);
  m_lock.reset();
  m_untitled = false;
  if (!old.isEmpty()) QDir(old).removeRecursively();
  reloadVariants();
  Q_EMIT sessionChanged();
  return true;
}

bool WorkbenchDocument::needsName() const { return m_session && m_untitled && m_touched; }

QString WorkbenchDocument::sessionPath() const { return m_session ? toQt(m_session->path()) : QString(); }

QString WorkbenchDocument::sessionName() const {
  if (!m_session) return {};
  return m_untitled ? tr("untitled session") : QFileInfo(sessionPath()).completeBaseName();
}

QString WorkbenchDocument::workFolder() const {
  const QString folder =
      QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/work");
  QDir().mkpath(folder);
  return folder;
}

void WorkbenchDocument::adopt(std::shared_ptr<Session> session, bool untitled,
                              std::unique_ptr<QLockFile> lock) {
  if (m_draftTimer.isActive()) saveDraftNow();
  closeSession();
  m_session = std::move(session);
  m_untitled = untitled;
  m_touched = false;
  m_lock = std::move(lock);
  m_undo.clear();
  m_recipe = {};
  if (auto draft = m_session->draft(); !draft) {
    check(tl::make_unexpected(draft.error()));
  } else if (*draft) {
    if (auto recipe = parse_recipe(**draft)) {
      m_recipe = std::move(*recipe);
    } else {
      check(tl::make_unexpected(recipe.error()));
    }
  }
  m_selectedVariant = 0;
  setModel(nullptr);
  clearData();
  reloadVariants();
  Q_EMIT sessionOpened();
  Q_EMIT sessionChanged();
  Q_EMIT recipeChanged();
  Q_EMIT variantSelectionChanged(0);
}

void WorkbenchDocument::closeSession() {
  if (!m_session) return;
  // What nobody changed is not worth bringing back at the next start.
  const QString leftover = m_untitled && !m_touched ? QFileInfo(sessionPath()).absolutePath() : QString();
  m_session.reset();
  m_lock.reset();
  if (!leftover.isEmpty()) QDir(leftover).removeRecursively();
}

std::vector<StoredModel> WorkbenchDocument::storedModels() const {
  if (!m_session) return {};
  return m_session->models().value_or(std::vector<StoredModel>{});
}

std::vector<StoredDataset> WorkbenchDocument::storedDatasets() const {
  if (!m_session) return {};
  return m_session->datasets().value_or(std::vector<StoredDataset>{});
}

void WorkbenchDocument::markStale(const QString& modelHash) {
  if (!m_session) return;
  check(m_session->mark_stale(modelHash.toStdString()));
  reloadVariants();
}

void WorkbenchDocument::markDataStale(const QString& fingerprint) {
  if (!m_session) return;
  check(m_session->mark_data_stale(fingerprint.toStdString()));
  reloadVariants();
}

const Variant* WorkbenchDocument::variant(qint64 id) const {
  const auto it =
      std::find_if(m_variants.begin(), m_variants.end(), [id](const Variant& each) { return each.id == id; });
  return it == m_variants.end() ? nullptr : &*it;
}

qint64 WorkbenchDocument::addVariant(const Variant& variant, const QString& artefactFile) {
  if (!m_session) return 0;
  auto stored = m_session->add_variant(variant, artefactFile.toStdString());
  if (!stored) {
    check(tl::make_unexpected(stored.error()));
    return 0;
  }
  m_touched = true;
  reloadVariants();
  return stored->id;
}

qint64 WorkbenchDocument::replaceVariant(qint64 id, Variant remade, const QString& artefactFile) {
  const Variant* old = variant(id);
  if (!old) return 0;
  remade.name = old->name;
  remade.note = old->note;
  remade.measurements = old->measurements;
  const bool selected = m_selectedVariant == id;
  const qint64 stored = addVariant(remade, artefactFile);
  if (stored == 0) return 0;
  check(m_session->delete_variant(id));
  if (selected) selectVariant(stored);
  reloadVariants();
  return stored;
}

void WorkbenchDocument::addMeasurement(qint64 id, const Measurement& measurement) {
  if (!m_session) return;
  m_touched = true;
  check(m_session->add_measurement(id, measurement));
  reloadVariants();
}

void WorkbenchDocument::renameVariant(qint64 id, const QString& name) {
  const Variant* found = variant(id);
  if (!found || name.trimmed().isEmpty() || toQt(found->name) == name) return;
  auto call = [this, id](std::string text) {
    return [=, this] { return m_session->rename_variant(id, text); };
  };
  m_undo.push(new VariantCommand(this, tr("rename “%1”").arg(toQt(found->name)),
                                 call(name.trimmed().toStdString()), call(found->name)));
}

void WorkbenchDocument::annotateVariant(qint64 id, const QString& note) {
  const Variant* found = variant(id);
  if (!found || toQt(found->note) == note) return;
  auto call = [this, id](std::string text) {
    return [=, this] { return m_session->annotate_variant(id, text); };
  };
  m_undo.push(new VariantCommand(this, tr("note on “%1”").arg(toQt(found->name)), call(note.toStdString()),
                                 call(found->note)));
}

void WorkbenchDocument::deleteVariants(const QList<qint64>& ids) {
  if (ids.isEmpty() || !m_session) return;
  auto each = [this, ids](Status (Session::*act)(std::int64_t)) {
    return [=, this]() -> Status {
      for (qint64 id : ids) ATHENA_TRY((m_session.get()->*act)(id));
      return {};
    };
  };
  const Variant* first = variant(ids.front());
  const QString text = ids.size() == 1 && first ? tr("delete “%1”").arg(toQt(first->name))
                                                : tr("delete %n result(s)", nullptr, int(ids.size()));
  m_undo.push(
      new VariantCommand(this, text, each(&Session::delete_variant), each(&Session::restore_variant)));
}

void WorkbenchDocument::takeRecipe(qint64 id) {
  if (const Variant* found = variant(id)) {
    edit(found->recipe, tr("take the recipe of “%1”").arg(toQt(found->name)));
  }
}

void WorkbenchDocument::reloadVariants() {
  m_variants.clear();
  if (m_session) {
    if (auto variants = m_session->variants()) {
      m_variants = std::move(*variants);
    } else {
      check(tl::make_unexpected(variants.error()));
    }
  }
  Q_EMIT variantsChanged();
  if (m_selectedVariant != 0 && !variant(m_selectedVariant)) selectVariant(0);
}

}  // namespace athena::ui
