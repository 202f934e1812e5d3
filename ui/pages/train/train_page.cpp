// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/train_page.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedLayout>
#include <QTabWidget>
#include <QTableView>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "athena/catalogue.h"
#include "ui/document/text.h"
#include "ui/document/workbench_document.h"
#include "ui/jobs/job_runner.h"
#include "ui/pages/train/training_runs_model.h"
#include "ui/plots/loss_plot.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/muted_label.h"
#include "ui/widgets/parameter_form.h"
#include "ui/widgets/section_title.h"

namespace athena::ui {
namespace {

constexpr int kMergeTraining = 20;  // edits of the same field that follow each other are one step back

}  // namespace

TrainPage::TrainPage(WorkbenchDocument& document, JobRunner& runner, QWidget* parent)
    : QWidget(parent),
      m_document(document),
      m_runner(runner),
      m_runs(new TrainingRunsModel(document, runner, this)),
      m_plot(new LossPlot),
      m_table(new QTableView),
      m_form(new ParameterForm),
      m_hint(new MutedLabel),
      m_stack(new QStackedLayout(this)) {
  makeActions();
  auto* empty = new EmptyState(tr("Nothing trains yet"),
                               tr("A train step fine-tunes the model with the schemes and masks of the "
                                  "earlier steps in force, and wins "
                                  "back accuracy that compression cost. It needs data with labels."));
  empty->addAction(m_addStep);
  m_stack->addWidget(empty);
  m_stack->addWidget(makeContent());

  for (auto changed : {&WorkbenchDocument::modelChanged, &WorkbenchDocument::dataChanged,
                       &WorkbenchDocument::recipeChanged, &WorkbenchDocument::sessionChanged})
    connect(&document, changed, this, &TrainPage::update);
  connect(m_runs, &QAbstractItemModel::modelReset, this, &TrainPage::update);
  connect(m_runs, &QAbstractItemModel::modelReset, this, &TrainPage::updatePlot);
  connect(m_runs, &TrainingRunsModel::shownChanged, this, &TrainPage::updatePlot);
  connect(m_runs, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex& changed) {
    const TrainingRun& run = m_runs->runs()[std::size_t(changed.row())];
    if (m_runs->shown(run.key)) m_plot->setCurve(run.key, run.curve);
  });
  connect(&runner, &JobRunner::jobsChanged, this, &TrainPage::updateActions);
  connect(&runner, &JobRunner::jobChanged, this, &TrainPage::updateActions);
  connect(m_form, &ParameterForm::edited, this, [this] {
    const auto index = trainStepOf(m_document.recipe());
    if (!index) return;
    Step step = m_document.recipe().steps[*index];
    step.parameters = m_form->parameters();
    m_document.setStep(*index, std::move(step), tr("change the training"), kMergeTraining);
  });
  update();
  updatePlot();
}

void TrainPage::makeActions() {
  const auto make = [this](const QString& text, const QString& tip, auto then) {
    auto* action = new QAction(text, this);
    action->setToolTip(tip);
    connect(action, &QAction::triggered, this, then);
    return action;
  };
  const auto job = [this] { return currentRun() ? currentRun()->job : JobId{}; };
  m_train =
      make(tr("Train"), tr("Runs the whole recipe, training included"), [this] { m_runner.runRecipe(); });
  m_resume = make(tr("Resume"), tr("Goes on with the interrupted training of this recipe where it stopped"),
                  [this] { m_runner.resumeTraining(); });
  m_pause = make(tr("Pause"), tr("Holds the running training, or lets it go on"), [this, job] {
    if (currentRun() && currentRun()->state == JobState::Paused) {
      m_runner.resume(job());
    } else {
      m_runner.pause(job());
    }
  });
  m_cancel = make(tr("Cancel"), tr("Stops the running training; it can be resumed later"),
                  [this, job] { m_runner.cancel(job()); });
  m_addStep =
      make(tr("Add a train step"), tr("Adds a train step to the end of the recipe"), [this] { addStep(); });
  m_openData = make(tr("Open data…"), tr("Opens a data file or an IDX images file with labels beside it"),
                    [this] { openData(); });
}

QWidget* TrainPage::makeContent() {
  auto* axis = new QComboBox;
  axis->addItems({tr("over steps"), tr("over epochs")});
  axis->setToolTip(tr("What the horizontal axis counts"));
  connect(axis, &QComboBox::currentIndexChanged, m_plot,
          [this](int index) { m_plot->setEpochs(index == 1); });
  auto* smooth = new QCheckBox(tr("Smooth"));
  smooth->setChecked(true);
  smooth->setToolTip(tr("Draws a moving average over the pale raw losses"));
  connect(smooth, &QCheckBox::toggled, m_plot, &LossPlot::setSmoothing);
  auto* head = new QHBoxLayout;
  head->addWidget(new SectionTitle(tr("Loss")));
  head->addWidget(axis);
  head->addWidget(smooth);
  auto* bar = new QToolBar;  // where there is no room it keeps the rest in a menu
  bar->setToolButtonStyle(Qt::ToolButtonTextOnly);
  bar->addActions({m_train, m_pause, m_cancel, m_resume});
  bar->layout()->setContentsMargins(0, 0, 0, 0);
  head->addWidget(bar, 1);

  m_table->setModel(m_runs);
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_table->setShowGrid(false);
  m_table->setWordWrap(false);
  m_table->setAlternatingRowColors(true);
  m_table->setIconSize(QSize(14, 14));
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
  m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  m_table->horizontalHeader()->setSectionResizeMode(TrainingRunsModel::Name, QHeaderView::Stretch);
  connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
    const TrainingRun* run = currentRun();
    m_plot->setHighlighted(run ? run->key : QString());
    if (run && run->variant != 0) m_document.selectVariant(run->variant);
    updateActions();
  });

  auto* upper = new QWidget;
  auto* column = new QVBoxLayout(upper);
  column->setContentsMargins(0, 0, 0, 0);
  column->addLayout(head);
  column->addWidget(m_plot, 1);
  auto* lower = new QTabWidget;
  lower->setDocumentMode(true);
  lower->addTab(makeSetup(), tr("What will be trained"));
  lower->addTab(m_table, tr("Trainings"));
  auto* splitter = new QSplitter(Qt::Vertical);
  splitter->setChildrenCollapsible(false);
  splitter->addWidget(upper);
  splitter->addWidget(lower);
  splitter->setStretchFactor(0, 3);
  splitter->setStretchFactor(1, 2);
  auto* content = new QWidget;
  auto* outer = new QVBoxLayout(content);
  outer->setContentsMargins(12, 10, 12, 8);
  outer->addWidget(splitter);
  return content;
}

QWidget* TrainPage::makeSetup() {
  auto* setup = new QWidget;
  auto* column = new QVBoxLayout(setup);
  column->setContentsMargins(0, 8, 8, 0);
  m_hint->setWordWrap(true);
  column->addWidget(m_hint);
  for (QAction* action : {m_openData, m_addStep}) {
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    connect(action, &QAction::changed, button, [button, action] { button->setVisible(action->isEnabled()); });
    column->addWidget(button);
  }
  column->addWidget(m_form);
  column->addStretch();
  auto* scroll = new QScrollArea;
  scroll->setWidget(setup);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  return scroll;
}

void TrainPage::update() {
  const TrainingNeeds needs = trainingNeeds(m_document);
  const auto step = trainStepOf(m_document.recipe());
  m_stack->setCurrentIndex(!step && m_runs->runs().empty() ? 0 : 1);
  m_form->show(step ? find_method("train", "train") : nullptr,
               step ? m_document.recipe().steps[*step].parameters : Parameters{});
  switch (needs) {
    case TrainingNeeds::Model:
      m_hint->setText(tr("Open a model first."));
      break;
    case TrainingNeeds::Step:
      m_hint->setText(tr("The recipe has no train step."));
      break;
    case TrainingNeeds::Data:
      m_hint->setText(tr("Training needs data with labels, and none are open."));
      break;
    case TrainingNeeds::Labels:
      m_hint->setText(tr("Training needs labels, and “%1” has none.").arg(toQt(m_document.data()->name)));
      break;
    case TrainingNeeds::Nothing: {
      const double steps = stepsPerEpoch(m_document.recipe(), m_document.data());
      m_hint->setText(steps > 0 ? tr("On “%1”, %n steps per epoch, with the recipe's earlier steps in force.",
                                     nullptr, int(steps))
                                      .arg(toQt(m_document.data()->name))
                                : tr("“%1” has no split named “train”.").arg(toQt(m_document.data()->name)));
      break;
    }
  }
  m_hint->setTone(needs == TrainingNeeds::Nothing ? MutedLabel::Tone::Muted : MutedLabel::Tone::Warning);
  m_openData->setEnabled(needs == TrainingNeeds::Data || needs == TrainingNeeds::Labels);
  m_addStep->setEnabled(!step);
  updateActions();
}

bool TrainPage::isEmptyStateShown() const { return m_stack->currentIndex() == 0; }
QString TrainPage::hint() const { return m_hint->text(); }

void TrainPage::updatePlot() {
  QSet<QString> wanted;
  for (const TrainingRun& run : m_runs->runs()) {
    if (!m_runs->shown(run.key)) continue;
    wanted.insert(run.key);
    m_plot->setCurve(run.key, run.curve);
  }
  for (const QString& key : m_plot->curves()) {
    if (!wanted.contains(key)) m_plot->removeCurve(key);
  }
  m_plot->setEmptyText(wanted.isEmpty() ? tr("The loss appears here while the training runs.") : QString());
}

const TrainingRun* TrainPage::currentRun() const {
  const auto& runs = m_runs->runs();
  const int row = m_table->currentIndex().row();
  if (row >= 0 && row < int(runs.size())) return &runs[std::size_t(row)];
  for (const TrainingRun& run : runs) {
    if (run.curve.live) return &run;
  }
  return nullptr;
}

void TrainPage::updateActions() {
  const TrainingRun* run = currentRun();
  const bool live = run && run->curve.live;
  m_pause->setEnabled(live);
  m_pause->setText(live && run->state == JobState::Paused ? tr("Continue") : tr("Pause"));
  m_cancel->setEnabled(live);
  const bool ready = trainingNeeds(m_document) == TrainingNeeds::Nothing && m_document.plan();
  m_train->setEnabled(ready);
  m_resume->setEnabled(ready && !m_runner.busyWith(JobKind::Compress) && m_runner.canResumeTraining());
}

void TrainPage::addStep() { m_document.addStep(Step{"train", {}, {}}); }

void TrainPage::openData() {
  const QString file = QFileDialog::getOpenFileName(this, tr("Open data"), {},
                                                    tr("Data (*.data.json *ubyte *ubyte.gz);;All files (*)"));
  if (!file.isEmpty()) m_runner.openData(file);
}

}  // namespace athena::ui
