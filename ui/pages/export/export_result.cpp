// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/export/export_result.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QFileInfo>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

#include "ui/document/text.h"
#include "ui/style/format.h"
#include "ui/widgets/fact_list.h"
#include "ui/widgets/muted_label.h"
#include "ui/widgets/section_title.h"

namespace athena::ui {
namespace {

/// A string literal of Python and C++.
QString quoted(QString text) {
  text.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('"'), QLatin1String("\\\""));
  return QLatin1Char('"') + text + QLatin1Char('"');
}

}  // namespace

QString ExportResult::pythonLines(const QString& file) {
  return QStringLiteral("torch.ops.load_library(\"libathena_runtime.so\")\nmodel = torch.jit.load(%1)")
      .arg(quoted(file));
}

QString ExportResult::cppLines(const QString& file) {
  return QStringLiteral(
             "// link libathena_runtime.so, which registers its ops\nauto model = torch::jit::load(%1);")
      .arg(quoted(file));
}

ExportResult::ExportResult(QWidget* parent)
    : QWidget(parent),
      m_verdict(new SectionTitle({}, 1.15)),
      m_message(new MutedLabel),
      m_facts(new FactList) {
  m_message->setWordWrap(true);
  m_message->setTextFormat(Qt::PlainText);
  auto* folder = new QPushButton(tr("Show in folder"));
  folder->setToolTip(tr("Opens the folder of the exported file"));
  connect(folder, &QPushButton::clicked, this,
          [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(m_path).absolutePath())); });
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 4, 0, 0);
  column->setSpacing(8);
  column->addWidget(m_verdict);
  column->addWidget(m_message);
  column->addWidget(m_facts);
  column->addWidget(folder, 0, Qt::AlignLeft);
  addCode(column, tr("Load it from Python"), &ExportResult::pythonLines);
  addCode(column, tr("Load it from C++"), &ExportResult::cppLines);
  clear();
}

void ExportResult::addCode(QVBoxLayout* column, const QString& title, QString (*lines)(const QString&)) {
  auto* head = new QHBoxLayout;
  auto* copy = new QPushButton(tr("Copy"));
  copy->setToolTip(tr("Copies the lines"));
  head->addWidget(new SectionTitle(title), 1);
  head->addWidget(copy);
  auto* code = new QLabel;
  code->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
  code->setTextFormat(Qt::PlainText);
  code->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  code->setWordWrap(true);
  code->setMargin(8);
  code->setAutoFillBackground(true);
  code->setBackgroundRole(QPalette::Base);
  code->setFrameShape(QFrame::StyledPanel);
  connect(this, &ExportResult::pathChanged, code,
          [code, lines](const QString& path) { code->setText(lines(path)); });
  connect(copy, &QPushButton::clicked, code, [code] { QGuiApplication::clipboard()->setText(code->text()); });
  column->addLayout(head);
  column->addWidget(code);
}

void ExportResult::clear() {
  m_path.clear();
  setVisible(false);
}

QString ExportResult::verdict() const { return m_verdict->text(); }

void ExportResult::show(const ExportReport& report) {
  const VerifyReport& parity = report.parity;
  m_path = toQt(report.path);
  m_verdict->setText(parity.passed ? tr("Exported and verified") : tr("Not verified: do not use this file"));
  m_message->setText(toQt(parity.message));
  m_message->setTone(parity.passed ? MutedLabel::Tone::Good : MutedLabel::Tone::Error);
  m_facts->clear();
  m_facts->add(tr("File"), m_path);
  m_facts->add(tr("Size"), bytesText(report.file_bytes), exactBytesText(report.file_bytes));
  m_facts->add(tr("Report"), toQt(report.report_path), tr("What was done to which layer, as JSON"));
  const Agreement& agreement = parity.agreement;
  if (agreement.samples > 0) {
    m_facts->add(
        tr("Same answer"),
        agreement.random_inputs
            ? tr("%1 of %2 random inputs").arg(percentText(agreement.top1), countText(agreement.samples))
            : tr("%1 of %2 held-out inputs").arg(percentText(agreement.top1), countText(agreement.samples)),
        tr("Share of inputs on which the file and the original have the same arg max"));
    m_facts->add(tr("Cosine"), figureText(agreement.cosine, 6), tr("Mean over the inputs"));
    m_facts->add(tr("SQNR"), tr("%1 dB").arg(figureText(agreement.sqnr_db, 3)),
                 tr("Signal to quantization noise over all outputs"));
    m_facts->add(tr("Mean KL"), tr("%1 nats").arg(figureText(agreement.mean_kl, 2)),
                 tr("Of the softmaxed outputs, original against file"));
  }
  if (parity.max_abs_difference)
    m_facts->add(tr("Reload difference"), figureText(*parity.max_abs_difference, 3),
                 tr("Largest difference between the outputs here and in the fresh process"));
  Q_EMIT pathChanged(m_path);
  setVisible(true);
}

}  // namespace athena::ui
