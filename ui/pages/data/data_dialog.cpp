// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/data_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QInputDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "ui/document/text.h"
#include "ui/document/workbench_document.h"
#include "ui/pages/data/binding_table.h"
#include "ui/pages/data/preview_table.h"
#include "ui/style/format.h"
#include "ui/widgets/muted_label.h"
#include "ui/widgets/section_title.h"

namespace athena::ui {
namespace {

constexpr int kSamples = 8;

}  // namespace

DataDialog::DataDialog(const WorkbenchDocument& document, QWidget* parent)
    : QDialog(parent), m_document(document) {
  setWindowTitle(tr("New data file"));
  resize(820, 720);
  auto* column = new QVBoxLayout(this);
  column->addWidget(makeFiles(), 1);
  column->addWidget(makeChoices(), 2);
  column->addWidget(new SectionTitle(tr("First samples")));
  m_preview = new PreviewTable;
  m_preview->setAccessibleName(tr("First samples"));
  column->addWidget(m_preview, 3);
  m_state = new MutedLabel;
  m_state->setWordWrap(true);
  column->addWidget(m_state);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
  m_save = buttons->addButton(tr("Save and open…"), QDialogButtonBox::ActionRole);
  m_save->setEnabled(false);
  column->addWidget(buttons);
  // Return ends what is typed into the table, and presses no button.
  for (auto* button : findChildren<QPushButton*>()) button->setAutoDefault(false);

  m_pause.setSingleShot(true);
  m_pause.setInterval(300);
  connect(&m_pause, &QTimer::timeout, this, [this] {
    if (m_draft) m_drafter.preview(*m_draft, kSamples);
  });
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(m_save, &QPushButton::clicked, this, &DataDialog::saveWithDialog);
  connect(&m_drafter, &DataDrafter::drafted, this, &DataDialog::showDraft);
  connect(&m_drafter, &DataDrafter::previewed, this, &DataDialog::showPreview);
  connect(&m_drafter, &DataDrafter::failed, this, &DataDialog::showError);
  guess();
}

QWidget* DataDialog::makeFiles() {
  auto* part = new QWidget;
  auto* row = new QHBoxLayout(part);
  row->setContentsMargins(0, 0, 0, 0);
  m_files = new QListWidget;
  m_files->setAccessibleName(tr("Files"));
  m_files->setSelectionMode(QAbstractItemView::ExtendedSelection);
  row->addWidget(m_files, 1);
  auto* buttons = new QVBoxLayout;
  const auto add = [&](const QString& text, auto then) {
    auto* button = new QPushButton(text);
    connect(button, &QPushButton::clicked, this, then);
    buttons->addWidget(button);
  };
  add(tr("Add files…"), [this] {
    addFiles(QFileDialog::getOpenFileNames(
        this, tr("Add files"), {},
        tr("Data (*.npz *.npy *.csv *.tsv *.pt *.pth *.txt *.gz *ubyte);;All files (*)")));
  });
  add(tr("Add folder…"), [this] {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Add a folder of images per class"));
    if (!folder.isEmpty()) addFiles({folder});
  });
  add(tr("Random inputs…"), [this] { askForRandom(); });
  add(tr("Remove"), [this] {
    qDeleteAll(m_files->selectedItems());
    guess();
  });
  buttons->addStretch();
  row->addLayout(buttons);
  return part;
}

QWidget* DataDialog::makeChoices() {
  auto* part = new QWidget;
  auto* column = new QVBoxLayout(part);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(new SectionTitle(tr("What feeds the model")));
  m_binding = new BindingTable;
  m_binding->setAccessibleName(tr("What feeds the model"));
  column->addWidget(m_binding, 1);
  auto* form = new QFormLayout;
  m_label = new QComboBox;
  m_label->setToolTip(tr("The column that outputs are scored against"));
  m_metric = new QComboBox;
  m_output = new QLineEdit;
  m_output->setPlaceholderText(tr("the result, or its first element"));
  m_output->setToolTip(
      tr("Steps to the scored tensor of a tuple or dictionary, joined by dots: 0, logits, 1.hidden"));
  form->addRow(tr("Label"), m_label);
  form->addRow(tr("Metric"), m_metric);
  form->addRow(tr("Scored output"), m_output);
  column->addLayout(form);
  connect(m_binding, &BindingTable::edited, this, &DataDialog::choose);
  connect(m_label, &QComboBox::currentIndexChanged, this, &DataDialog::choose);
  connect(m_metric, &QComboBox::currentIndexChanged, this, &DataDialog::choose);
  connect(m_output, &QLineEdit::editingFinished, this, &DataDialog::choose);
  return part;
}

void DataDialog::addFiles(const QStringList& files) {
  if (m_random) m_files->clear();
  m_random = false;
  const QStringList known = this->files();
  for (const QString& file : files)
    if (!known.contains(file)) m_files->addItem(file);
  if (!files.isEmpty()) guess();
}

void DataDialog::addRandom(const QStringList& columns) {
  m_files->clear();
  m_files->addItems(columns);
  m_random = true;
  guess();
}

void DataDialog::askForRandom() {
  QStringList lines = m_random ? files() : QStringList();
  if (const ModelHandle model = m_document.model(); model && lines.isEmpty())
    for (const MethodInfo& method : model->info().methods)
      for (const ArgumentInfo& argument : method.arguments)
        if (method.name == "forward" && argument.type == "Tensor" && !argument.has_default)
          lines << toQt(argument.name) + QStringLiteral("=float32[3, 224, 224]");
  if (lines.isEmpty()) lines << QStringLiteral("x=float32[3, 224, 224]");
  bool accepted = false;
  const QString text = QInputDialog::getMultiLineText(
      this, tr("Random inputs"),
      tr("A line per argument: the shape of one sample, and what its values are:\nfloat32[3, 224, 224], "
         "int64[16] < 30522 or int64[16] = 1"),
      lines.join(QLatin1Char('\n')), &accepted);
  const QStringList columns = text.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
  if (accepted && !columns.isEmpty()) addRandom(columns);
}

QStringList DataDialog::files() const {
  QStringList files;
  for (int i = 0; i < m_files->count(); ++i) files << m_files->item(i)->text();
  return files;
}

void DataDialog::guess() {
  m_pause.stop();
  m_draft.reset();
  m_save->setEnabled(false);
  m_binding->setRowCount(0);
  m_preview->setPreview({});
  m_state->setTone(MutedLabel::Tone::Muted);
  if (files().isEmpty()) {
    m_state->setText(
        tr("Add NumPy, CSV, text or PyTorch files, or a folder of images per class. Columns are bound to the "
           "model by "
           "their names; words like train and test in the names of files make splits."));
    return;
  }
  m_state->setText(tr("Looking at the files…"));
  const ModelHandle model = m_document.model();
  const auto info = model ? std::optional(model->info()) : std::nullopt;
  if (m_random)
    m_drafter.makeRandom(files(), info);
  else
    m_drafter.guess(files(), info);
}

void DataDialog::showDraft(const DataDraft& draft) {
  m_draft = draft;
  m_binding->setDraft(draft);
  const auto fill = [](QComboBox* box, const QString& none, const QStringList& names,
                       const std::string& chosen) {
    const QSignalBlocker quiet(box);
    box->clear();
    box->addItem(none, QString());
    for (const QString& name : names) box->addItem(name, name);
    if (!chosen.empty() && box->findData(toQt(chosen)) < 0) box->addItem(toQt(chosen), toQt(chosen));
    box->setCurrentIndex(std::max(0, box->findData(toQt(chosen))));
  };
  fill(m_label, tr("none"), BindingTable::columnsOf(draft), draft.label);
  fill(m_metric, tr("as the labels suggest"), toQt(data_metrics()), draft.metric);
  m_output->setText(toQt(draft.output));
  m_drafter.preview(draft, kSamples);
}

void DataDialog::choose() {
  if (!m_draft) return;
  m_draft->inputs = m_binding->inputs();
  m_draft->label = m_label->currentData().toString().toStdString();
  m_draft->metric = m_metric->currentData().toString().toStdString();
  m_draft->output = m_output->text().trimmed().toStdString();
  m_save->setEnabled(false);
  m_pause.start();
}

void DataDialog::showPreview(const DataPreview& preview) {
  m_preview->setPreview(preview);
  QStringList splits;
  for (const SplitInfo& split : preview.info.splits)
    splits << tr("%1: %2 samples").arg(toQt(split.name), countText(split.samples));
  if (preview.info.classes > 0) splits << tr("%n class(es)", nullptr, preview.info.classes);
  m_state->setTone(MutedLabel::Tone::Muted);
  m_state->setText(splits.join(QStringLiteral(" · ")));
  m_save->setEnabled(true);
}

void DataDialog::showError(const Error& error) {
  m_preview->setPreview({});
  m_state->setTone(MutedLabel::Tone::Error);
  m_state->setText(toQt(error.message));
  m_save->setEnabled(false);
}

void DataDialog::saveWithDialog() {
  const QFileInfo first(m_random ? QStringLiteral("random") : files().value(0));
  const QString suggested = first.dir().filePath(first.baseName() + QStringLiteral(".data.json"));
  QString path =
      QFileDialog::getSaveFileName(this, tr("Save data file"), suggested, tr("Data files (*.data.json)"));
  if (path.isEmpty()) return;
  if (!path.endsWith(QStringLiteral(".data.json"))) path += QStringLiteral(".data.json");
  save(path);
}

bool DataDialog::save(const QString& path) {
  if (!m_draft) return false;
  if (const auto status = save_data_draft(*m_draft, path.toStdString()); !status) {
    showError(status.error());
    return false;
  }
  accept();
  Q_EMIT saved(path);
  return true;
}

}  // namespace athena::ui
