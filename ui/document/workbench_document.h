// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QLockFile>
#include <QObject>
#include <QStringList>
#include <QTimer>
#include <QUndoStack>
#include <functional>
#include <memory>
#include <optional>

#include "athena/session.h"
#include "athena/types/plan.h"
#include "athena/workbench.h"

namespace athena::ui {

/// What the window is about: one session, the model that is open, the recipe being edited with its undo
/// history, the results, and what is selected. Knows no widget and runs no job.
class WorkbenchDocument : public QObject {
  Q_OBJECT

 public:
  explicit WorkbenchDocument(QObject* parent = nullptr);
  ~WorkbenchDocument() override;

  // Session. An untitled one lives in the application's data folder until it is saved under a name.
  bool newSession();
  bool openSession(const QString& path);
  bool openSessionCopy(const QString& path);  // as an untitled copy; the file itself stays as it is
  bool saveSessionAs(const QString& path);
  /// Opens the untitled session that was left with results at the last close, or by a crash; false: none.
  bool openAbandoned();
  bool hasSession() const { return m_session != nullptr; }
  bool isUntitled() const { return m_untitled; }
  /// True for an untitled session that holds something worth a name.
  bool needsName() const;
  QString sessionPath() const;
  QString sessionName() const;
  /// Where running jobs write what is not yet part of the session.
  QString workFolder() const;
  Session* session() const { return m_session.get(); }

  // Model.
  void setModel(ModelHandle model);
  /// Takes the measured time shares of a profile of the open model; others are dropped.
  void setProfile(const ModelInfo& profiled);
  /// Takes the outline of the open model's graph; another model's is dropped.
  void setOutline(const ModelOutline& outline);
  /// Null until it is known.
  const ModelOutline* outline() const { return m_outline ? &*m_outline : nullptr; }
  const ModelHandle& model() const { return m_model; }
  /// The open model's facts, with time shares once profiled; null without a model.
  const ModelInfo* info() const { return m_info ? &*m_info : nullptr; }
  /// The open model's layer of that path; null: there is none.
  const LayerInfo* layer(const QString& path) const;
  /// Layers of these paths, in the model's order.
  std::vector<const LayerInfo*> layers(const QStringList& paths) const;
  /// Models and data the session knows, newest last; none without a session.
  std::vector<StoredModel> storedModels() const;
  std::vector<StoredDataset> storedDatasets() const;
  /// Marks the variants of a model, or of data, whose file has changed.
  void markStale(const QString& modelHash);
  void markDataStale(const QString& fingerprint);

  // Data.
  void setData(const DatasetInfo& data);
  void clearData();
  const DatasetInfo* data() const { return m_data ? &*m_data : nullptr; }

  // Recipe: every edit is one undoable command. Edits with the same non-zero `merge` that follow each other
  // within a second are one command, so that a dragged slider is one step back.
  const Recipe& recipe() const { return m_recipe; }
  void edit(Recipe next, const QString& text, int merge = 0);
  void setScheme(const QStringList& paths, const QString& scheme, const Parameters& parameters = {});
  void setPruning(const QStringList& paths, double amount);
  void setStep(std::size_t index, Step step, const QString& text, int merge = 0);
  /// Puts a step where it may stand: as late as the catalogue's order of steps allows.
  void addStep(Step step);
  void removeStep(std::size_t index);
  void moveStep(std::size_t from, std::size_t to);
  /// What the recipe means for the open model; null while it does not apply, and planError says why.
  const Plan* plan() const { return m_plan ? &*m_plan : nullptr; }
  const Error* planError() const { return m_planError ? &*m_planError : nullptr; }
  const LayerPlan* layerPlan(const QString& path) const;
  QUndoStack* undoStack() { return &m_undo; }
  bool saveDraftNow();
  /// Takes a recipe file as the recipe; undoable.
  bool importRecipe(const QString& path);
  bool exportRecipe(const QString& path);

  // Results.
  const std::vector<Variant>& variants() const { return m_variants; }
  const Variant* variant(qint64 id) const;
  /// Stores a finished variant; `artefactFile` may be empty. Its id, or 0 after an error.
  qint64 addVariant(const Variant& variant, const QString& artefactFile);
  /// Puts a remade variant where `id` was: its name, note and measurements stay. The new id, or 0.
  qint64 replaceVariant(qint64 id, Variant remade, const QString& artefactFile);
  void addMeasurement(qint64 id, const Measurement& measurement);
  void renameVariant(qint64 id, const QString& name);    // undoable
  void annotateVariant(qint64 id, const QString& note);  // undoable
  void deleteVariants(const QList<qint64>& ids);         // undoable
  void takeRecipe(qint64 id);                            // the variant's recipe becomes the draft; undoable

  // Selection, shared by every page and dock.
  const QStringList& selectedLayers() const { return m_selectedLayers; }
  void selectLayers(const QStringList& paths);
  qint64 selectedVariant() const { return m_selectedVariant; }
  void selectVariant(qint64 id);

 Q_SIGNALS:
  void sessionOpened();   // another one; the model and the data are gone
  void sessionChanged();  // its name too
  void modelChanged();
  void profileChanged();
  void outlineChanged();
  void dataChanged();
  void recipeChanged();  // the plan too
  void variantsChanged();
  void layerSelectionChanged();
  void variantSelectionChanged(qint64 id);
  void failed(const athena::Error& error);

 private:
  friend class RecipeCommand;
  friend class VariantCommand;
  bool startUntitled(const std::function<Result<std::shared_ptr<Session>>(const QString&)>& make);
  void adopt(std::shared_ptr<Session> session, bool untitled, std::unique_ptr<QLockFile> lock);
  void closeSession();
  void applyRecipe(const Recipe& recipe);
  void replan();
  void reloadVariants();
  bool check(const Status& status);

  std::shared_ptr<Session> m_session;
  bool m_untitled = false;
  bool m_touched = false;             // by a person or a finished run
  std::unique_ptr<QLockFile> m_lock;  // marks an untitled session as open
  ModelHandle m_model;
  std::optional<ModelInfo> m_info;
  std::optional<ModelOutline> m_outline;
  QHash<QString, std::size_t> m_layerAt;  // in the model's layers, and in the plan's
  std::optional<DatasetInfo> m_data;
  Recipe m_recipe;
  std::optional<Plan> m_plan;
  std::optional<Error> m_planError;
  QUndoStack m_undo;
  QTimer m_draftTimer;
  std::vector<Variant> m_variants;
  QStringList m_selectedLayers;
  qint64 m_selectedVariant = 0;
};

}  // namespace athena::ui
