// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/export/export_page.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStackedLayout>
#include <QStandardPaths>

#include "ui/document/text.h"
#include "ui/document/workbench_document.h"
#include "ui/pages/export/export_result.h"
#include "ui/style/format.h"
#include "ui/style/scheme_style.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/muted_label.h"
#include "ui/widgets/section_title.h"

namespace athena::ui {
namespace {

constexpr int kWidest = 760;  // px: longer lines are hard to read

/// A result's name as a file's: letters and digits of any script, the rest as "-".
QString fileNameOf(const QString& name) {
  QString out;
  for (const QChar c : name.trimmed()) {
    if (c.isLetterOrNumber() || c == QLatin1Char('_') || c == QLatin1Char('.')) {
      out += c;
    } else if (!out.isEmpty() && !out.endsWith(QLatin1Char('-'))) {
      out += QLatin1Char('-');
    }
  }
  while (out.endsWith(QLatin1Char('-'))) out.chop(1);
  return (out.isEmpty() ? QStringLiteral("model") : out) + QStringLiteral(".pt");
}

}  // namespace

ExportPage::ExportPage(WorkbenchDocument& document, JobRunner& runner, QWidget* parent)
    : QWidget(parent),
      m_document(document),
      m_runner(runner),
      m_variant(new QComboBox),
      m_file(new QLineEdit),
      m_export(new QPushButton(tr("Export"))),
      m_cancel(new QPushButton(tr("Cancel"))),
      m_remake(new QPushButton(tr("Make the file again"))),
      m_progress(new QProgressBar),
      m_problem(new MutedLabel),
      m_doing(new MutedLabel),
      m_inputs(new MutedLabel),
      m_result(new ExportResult),
      m_stack(new QStackedLayout(this)) {
  m_stack->addWidget(
      new EmptyState(tr("Nothing to export yet"),
                     tr("Run a recipe first: every finished result can be written as a TorchScript "
                        "file that Python and C++ load.")));
  m_stack->addWidget(makeContent());
  connect(m_variant, &QComboBox::currentIndexChanged, this, [this] {
    m_failure.clear();
    m_document.selectVariant(chosenVariant());
    suggestFile();
    updateState();
  });
  connect(m_file, &QLineEdit::textChanged, this, [this] {
    m_failure.clear();
    updateState();
  });
  connect(m_export, &QPushButton::clicked, this, &ExportPage::start);
  connect(m_cancel, &QPushButton::clicked, this, [this] {
    if (m_job) m_runner.cancel(*m_job);
  });
  connect(m_remake, &QPushButton::clicked, this, [this] { m_runner.remakeVariant(chosenVariant()); });
  connect(&document, &WorkbenchDocument::variantsChanged, this, &ExportPage::fillVariants);
  connect(&document, &WorkbenchDocument::dataChanged, this, &ExportPage::updateState);
  connect(&document, &WorkbenchDocument::variantSelectionChanged, this, &ExportPage::chooseVariant);
  connect(&runner, &JobRunner::jobChanged, this, &ExportPage::onJob);
  connect(&runner, &JobRunner::exported, this,
          [this](const ExportReport& report) { m_result->show(report); });
  fillVariants();
}

QWidget* ExportPage::makeContent() {
  m_variant->setToolTip(tr("The result to write"));
  m_variant->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_variant->setIconSize(QSize(14, 14));
  m_file->setToolTip(tr("The file to write; a JSON report is written beside it"));
  auto* browse = new QPushButton(tr("Browse…"));
  browse->setToolTip(tr("Choose the file in a dialog"));
  connect(browse, &QPushButton::clicked, this, &ExportPage::chooseFile);
  m_export->setDefault(true);
  m_export->setToolTip(tr("Writes the file, loads it in a fresh process, and compares"));
  m_cancel->setToolTip(tr("Stops; nothing stays behind"));
  m_remake->setToolTip(tr("Runs the result's recipe again to make its missing file"));
  m_progress->setTextVisible(false);
  m_progress->setMaximumHeight(8);
  m_progress->setRange(0, 1000);
  m_problem->setTone(MutedLabel::Tone::Error);
  m_problem->setTextFormat(Qt::PlainText);
  m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);

  auto* fileLine = new QHBoxLayout;
  fileLine->addWidget(m_file, 1);
  fileLine->addWidget(browse);
  auto* form = new QFormLayout;
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  form->addRow(tr("Result"), m_variant);
  form->addRow(tr("File"), fileLine);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(m_export);
  buttons->addWidget(m_cancel);
  buttons->addWidget(m_remake);
  buttons->addWidget(m_doing, 1);

  auto* inner = new QWidget;
  inner->setMaximumWidth(kWidest);
  auto* column = new QVBoxLayout(inner);
  column->setContentsMargins(16, 12, 16, 12);
  column->setSpacing(10);
  column->addLayout(form);
  column->addWidget(makeChecks());
  column->addLayout(buttons);
  column->addWidget(m_progress);
  column->addWidget(m_problem);
  column->addWidget(m_result);
  column->addStretch();
  for (MutedLabel* label : {m_problem, m_inputs, m_doing}) label->setWordWrap(true);

  auto* scroll = new QScrollArea;
  scroll->setWidget(inner);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  return scroll;
}

QWidget* ExportPage::makeChecks() {
  auto* checks = new QWidget;
  auto* column = new QVBoxLayout(checks);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(3);
  column->addWidget(new SectionTitle(tr("What is checked before it counts as done")));
  auto* fresh =
      new MutedLabel(tr("The file is loaded in a fresh process that knows nothing but the runtime."));
  fresh->setWordWrap(true);
  auto* replace = new MutedLabel(
      tr("Only a file that passed takes its name; what stood there before stays untouched until then."));
  replace->setWordWrap(true);
  for (QWidget* line :
       {static_cast<QWidget*>(fresh), static_cast<QWidget*>(m_inputs), static_cast<QWidget*>(replace)})
    column->addWidget(line);
  return checks;
}

bool ExportPage::isEmptyStateShown() const { return m_stack->currentIndex() == 0; }

void ExportPage::fillVariants() {
  const QSignalBlocker quiet(m_variant);
  m_variant->clear();
  for (const Variant& variant : m_document.variants()) {
    m_variant->addItem(schemeIcon(familyOf(variant.recipe)),
                       tr("%1 (%2)").arg(toQt(variant.name), bytesText(variant.file_bytes)),
                       qint64(variant.id));
  }
  m_stack->setCurrentIndex(m_variant->count() > 0 ? 1 : 0);
  const qint64 selected = m_document.selectedVariant();
  m_variant->setCurrentIndex(selected != 0 ? m_variant->findData(selected) : m_variant->count() - 1);
  suggestFile();
  updateState();
}

qint64 ExportPage::chosenVariant() const { return m_variant->currentData().toLongLong(); }

void ExportPage::chooseVariant(qint64 id) {
  const int index = m_variant->findData(id);
  if (id != 0 && index >= 0) m_variant->setCurrentIndex(index);
}

QString ExportPage::file() const { return m_file->text().trimmed(); }
void ExportPage::setFile(const QString& file) { m_file->setText(file); }

void ExportPage::suggestFile() {
  const Variant* variant = m_document.variant(chosenVariant());
  if (!variant || (!file().isEmpty() && file() != m_suggested)) return;
  QString folder = file().isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)
                                    : QFileInfo(file()).absolutePath();
  if (!QFileInfo(folder).isDir()) folder = QDir::homePath();
  m_suggested = QDir(folder).filePath(fileNameOf(toQt(variant->name)));
  m_file->setText(m_suggested);
}

void ExportPage::chooseFile() {
  const QString chosen = QFileDialog::getSaveFileName(this, tr("Export"), file(), tr("TorchScript (*.pt)"));
  if (!chosen.isEmpty()) m_file->setText(chosen);
}

bool ExportPage::artefactMissing() const {
  const Variant* variant = m_document.variant(chosenVariant());
  return variant && m_document.session() && !m_document.session()->artefact_file(variant->artefact);
}

void ExportPage::start() {
  m_failure.clear();
  m_result->clear();
  const qint64 before = m_runner.jobs().isEmpty() ? 0 : qint64(m_runner.jobs().last().id);
  m_runner.exportVariant(chosenVariant(), file());
  const QList<Job> jobs = m_runner.jobs();
  if (!jobs.isEmpty() && qint64(jobs.last().id) > before && jobs.last().kind == JobKind::Export)
    m_job = jobs.last().id;
  updateState();
}

void ExportPage::onJob(JobId id) {
  const Job* job = m_runner.job(id);
  if (job && job->kind == JobKind::Remake && !job->active()) updateState();
  if (!m_job || *m_job != id) return;
  if (job && job->active()) {
    m_progress->setValue(qRound(job->fraction * 1000));
    m_doing->setText(job->doing);
    return;
  }
  m_job.reset();
  if (job && job->state == JobState::Failed) m_failure = toQt(job->error.message);
  updateState();
}

QString ExportPage::problem() const { return m_problem->text(); }

void ExportPage::updateState() {
  const bool running = m_job.has_value(), missing = artefactMissing();
  QString problem = m_failure;
  if (problem.isEmpty() && missing) {
    problem =
        tr("The file of this result is no longer in the session. It can be made again from its recipe.");
  } else if (problem.isEmpty() && !file().isEmpty() && QFileInfo(file()).isDir()) {
    problem = tr("This is a folder: add a file name.");
  } else if (problem.isEmpty() && !file().isEmpty() && !QFileInfo(file()).absoluteDir().exists()) {
    problem = tr("The folder %1 does not exist.").arg(QFileInfo(file()).absolutePath());
  }
  m_problem->setText(problem);
  m_problem->setVisible(!problem.isEmpty());
  m_export->setEnabled(!running && chosenVariant() != 0 && !file().isEmpty() &&
                       (problem.isEmpty() || !m_failure.isEmpty()) && !missing);
  m_cancel->setVisible(running);
  m_progress->setVisible(running);
  m_remake->setVisible(missing);
  m_doing->setText(running ? m_doing->text() : QString());
  m_inputs->setText(
      m_document.data()
          ? tr("Its outputs are compared with the original's on held-out inputs of “%1”.")
                .arg(toQt(m_document.data()->name))
          : tr("Its outputs are compared with the original's on random inputs. Open data to compare "
               "on real ones."));
}

}  // namespace athena::ui
