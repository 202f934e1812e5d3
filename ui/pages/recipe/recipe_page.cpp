// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/recipe/recipe_page.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <limits>

#include "athena/catalogue.h"
#include "ui/document/catalogue_text.h"
#include "ui/document/text.h"
#include "ui/document/workbench_document.h"
#include "ui/jobs/job_runner.h"
#include "ui/pages/recipe/new_step.h"
#include "ui/pages/recipe/recipe_text_editor.h"
#include "ui/pages/recipe/step_card.h"
#include "ui/style/format.h"
#include "ui/style/style.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/muted_label.h"

namespace athena::ui {
namespace {

constexpr int kMergeName = 5, kMergeSeed = 6;

QString recipeFilter() { return RecipePage::tr("Recipes (*.json);;All files (*)"); }

}  // namespace

RecipePage::RecipePage(WorkbenchDocument& document, JobRunner& runner, QWidget* parent)
    : QWidget(parent),
      m_document(document),
      m_runner(runner),
      m_name(new QLineEdit),
      m_seed(new QSpinBox),
      m_asText(new QToolButton),
      m_stack(new QStackedWidget),
      m_cards(new QVBoxLayout),
      m_error(new MutedLabel),
      m_predicted(new MutedLabel),
      m_remarks(new MutedLabel) {
  m_stack->addWidget(makeCards());
  m_stack->addWidget(new RecipeTextEditor(document));
  m_error->setTone(MutedLabel::Tone::Error);
  m_error->setWordWrap(true);
  m_error->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(14, 12, 14, 10);
  column->setSpacing(10);
  column->addLayout(makeBar());
  column->addWidget(m_error);
  column->addWidget(m_stack, 1);
  column->addLayout(makeSummary());
  connect(&m_document, &WorkbenchDocument::recipeChanged, this, &RecipePage::refresh);
  connect(&m_document, &WorkbenchDocument::modelChanged, this, &RecipePage::refreshSummary);
  connect(&m_document, &WorkbenchDocument::dataChanged, this, &RecipePage::refreshSummary);
  refresh();
}

QLayout* RecipePage::makeBar() {
  m_name->setPlaceholderText(tr("Name of the recipe and of its result"));
  m_name->setToolTip(tr("The result of a run has this name until it is renamed."));
  m_name->setAccessibleName(tr("Name"));
  connect(m_name, &QLineEdit::textEdited, this, [this](const QString& text) {
    Recipe next = m_document.recipe();
    next.name = text.toStdString();
    m_document.edit(std::move(next), tr("name the recipe"), kMergeName);
  });
  m_seed->setRange(0, std::numeric_limits<int>::max());
  m_seed->setPrefix(tr("seed "));
  m_seed->setToolTip(
      tr("Start of the random numbers that training draws; the same seed gives the same result."));
  connect(m_seed, &QSpinBox::valueChanged, this, [this](int seed) {
    Recipe next = m_document.recipe();
    next.seed = seed;
    m_document.edit(std::move(next), tr("change the seed"), kMergeSeed);
  });
  auto* add = new QToolButton;
  add->setObjectName(QStringLiteral("addStep"));
  add->setIcon(icon(QStringLiteral("add")));
  add->setText(tr("Add step"));
  add->setToolTip(tr("Adds a step to the recipe."));
  add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  add->setPopupMode(QToolButton::InstantPopup);
  auto* steps = new QMenu(add);
  fillSteps(*steps);
  add->setMenu(steps);
  auto* file = new QToolButton;
  file->setText(tr("File"));
  file->setToolTip(tr("Takes the recipe from a file, or writes it to one."));
  file->setPopupMode(QToolButton::InstantPopup);
  auto* files = new QMenu(file);
  files->addAction(icon(QStringLiteral("open")), tr("Import recipe…"), this, &RecipePage::importRecipe);
  files->addAction(icon(QStringLiteral("save")), tr("Export recipe…"), this, &RecipePage::exportRecipe);
  file->setMenu(files);
  m_asText->setText(tr("Text"));
  m_asText->setCheckable(true);
  m_asText->setToolTip(tr("Shows the recipe as the text that files and the command line use."));
  connect(m_asText, &QToolButton::toggled, this, [this](bool on) {
    m_stack->setCurrentIndex(on ? 1 : 0);
    m_asText->setText(on ? tr("Cards") : tr("Text"));
  });
  auto* row = new QHBoxLayout;
  row->addWidget(m_name, 1);
  row->addWidget(m_seed);
  row->addWidget(add);
  row->addWidget(file);
  row->addWidget(m_asText);
  return row;
}

void RecipePage::fillSteps(QMenu& menu) {
  menu.setToolTipsVisible(true);
  for (const std::string& verb : stepVerbs()) {
    const MethodSpec* method = find_method(verb, verb);
    QAction* action =
        menu.addAction(verbTitle(verb), this, [this, verb] { m_document.addStep(newStep(verb)); });
    action->setToolTip(method ? catalogueText(method->summary)
                              : tr("Rules say what is done to which layers."));
  }
}

QWidget* RecipePage::makeCards() {
  m_empty = new EmptyState(
      tr("The recipe is empty"),
      tr("Choose a scheme in a layer's row at the left, or for several selected layers at once. "
         "Or add a step above."));
  auto* content = new QWidget;
  m_cards->setContentsMargins(0, 0, 0, 0);
  m_cards->setSpacing(10);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(0, 0, 0, 0);
  column->addLayout(m_cards);
  column->addWidget(m_empty, 1);
  column->addStretch(0);
  auto* scroll = new QScrollArea;
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidgetResizable(true);
  scroll->setWidget(content);
  return scroll;
}

QLayout* RecipePage::makeSummary() {
  m_predicted->setFont(figureFont(m_predicted->font()));
  auto* row = new QHBoxLayout;
  row->addWidget(m_predicted);
  row->addStretch(1);
  row->addWidget(m_remarks);
  return row;
}

void RecipePage::refresh() {
  const QSignalBlocker quietSeed(m_seed);
  const QString name = toQt(m_document.recipe().name);
  if (m_name->text() != name) m_name->setText(name);
  m_seed->setValue(int(m_document.recipe().seed));
  refreshCards();
  refreshSummary();
}

void RecipePage::refreshCards() {
  const auto& steps = m_document.recipe().steps;
  std::vector<std::string> verbs;
  for (const Step& step : steps) verbs.push_back(step.verb);
  m_empty->setVisible(steps.empty());
  if (verbs == m_verbs) {
    for (StepCard* card : m_shown) card->refresh();
    return;
  }
  for (StepCard* card : m_shown) delete card;
  m_shown.clear();
  for (std::size_t i = 0; i < steps.size(); ++i) {
    m_shown.push_back(new StepCard(m_document, i));
    m_cards->addWidget(m_shown.back());
  }
  m_verbs = std::move(verbs);
}

void RecipePage::refreshSummary() {
  const Error* error = m_document.planError();
  m_error->setText(error ? toQt(error->message) : QString());
  m_error->setVisible(error != nullptr);
  const Plan* plan = m_document.plan();
  m_predicted->setText(plan && plan->bytes > 0
                           ? tr("%1 → predicted %2 (%3)")
                                 .arg(bytesText(plan->bytes), bytesText(plan->predicted_bytes),
                                      ratioText(double(plan->predicted_bytes) / double(plan->bytes)))
                           : QString());
  m_remarks->setText({});
  m_remarks->setToolTip({});
  if (!plan) return;
  QStringList skipped;
  for (const LayerPlan& layer : plan->layers) {
    if (!layer.reason.empty()) skipped.append(toQt(layer.path + ": " + layer.reason));
  }
  if (plan->needs_data && !m_document.data()) {
    m_remarks->setTone(MutedLabel::Tone::Warning);
    m_remarks->setText(plan->needs_labels ? tr("Needs data with labels: open some first.")
                                          : tr("Needs data: open some first."));
  } else if (!skipped.isEmpty()) {
    m_remarks->setTone(MutedLabel::Tone::Muted);
    m_remarks->setText(tr("%n layer(s) skipped", nullptr, int(skipped.size())));
    m_remarks->setToolTip(skipped.join(QLatin1Char('\n')));
  }
}

void RecipePage::importRecipe() {
  const QString path = QFileDialog::getOpenFileName(this, tr("Import recipe"), {}, recipeFilter());
  if (!path.isEmpty()) m_document.importRecipe(path);
}

void RecipePage::exportRecipe() {
  const QString name = m_document.recipe().name.empty() ? tr("recipe") : toQt(m_document.recipe().name);
  const QString path =
      QFileDialog::getSaveFileName(this, tr("Export recipe"), name + QStringLiteral(".json"), recipeFilter());
  if (!path.isEmpty()) m_document.exportRecipe(path);
}

}  // namespace athena::ui
