// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/scheme_menu.h"

#include <QMenu>

#include "ui/document/catalogue_text.h"
#include "ui/document/layer_choices.h"
#include "ui/document/text.h"
#include "ui/document/workbench_document.h"
#include "ui/style/scheme_style.h"

namespace athena::ui {
namespace {

/// The scheme that all of `layers` have under the plan; empty where they differ.
QString commonScheme(const WorkbenchDocument& document, const QStringList& layers) {
  QString common;
  for (const QString& path : layers) {
    const LayerPlan* plan = document.layerPlan(path);
    if (!plan) return {};
    const QString scheme = schemeText(plan->scheme, plan->scheme_parameters);
    if (!common.isEmpty() && scheme != common) return {};
    common = scheme;
  }
  return common;
}

class Filler {
 public:
  Filler(WorkbenchDocument& document, const QStringList& layers)
      : m_document(document), m_layers(layers), m_current(commonScheme(document, layers)) {}

  void add(QMenu& menu, const SchemeChoice& choice) {
    const MethodSpec& method = *choice.method;
    const QString name = toQt(method.name);
    const QString served =
        choice.layers.size() == m_layers.size()
            ? name
            : QObject::tr("%1  (%2 of %3 layers)").arg(name).arg(choice.layers.size()).arg(m_layers.size());
    const ParameterSpec* parameter = choosable(method);
    if (!parameter) {
      addAction(menu, served, choice, {});
      return;
    }
    QMenu* submenu = menu.addMenu(schemeIcon(familyOf(name)), served);
    addChoices(*submenu, choice, *parameter, {});
    for (const ParameterSpec& flag : method.parameters) {
      if (!std::holds_alternative<bool>(flag.default_value)) continue;
      submenu->addSeparator();
      addChoices(*submenu, choice, *parameter, {{flag.name, Value(true)}});
    }
  }

 private:
  static const ParameterSpec* choosable(const MethodSpec& method) {
    for (const ParameterSpec& parameter : method.parameters) {
      if (parameter.choices.size() > 1) return &parameter;
    }
    return nullptr;
  }

  void addChoices(QMenu& menu, const SchemeChoice& choice, const ParameterSpec& parameter,
                  const Parameters& more) {
    for (const std::string& value : parameter.choices) {
      const Value typed = std::holds_alternative<std::int64_t>(parameter.default_value)
                              ? Value(std::int64_t(std::stoll(value)))
                              : Value(value);
      Parameters parameters = {{parameter.name, typed}};
      parameters.insert(parameters.end(), more.begin(), more.end());
      addAction(menu, schemeText(choice.method->name, parameters), choice, parameters);
    }
  }

  void addAction(QMenu& menu, const QString& text, const SchemeChoice& choice, const Parameters& parameters) {
    const std::string scheme = choice.method->name;
    QAction* action = menu.addAction(schemeIcon(familyOf(toQt(scheme))), text);
    action->setToolTip(catalogueText(choice.method->summary));
    action->setCheckable(true);
    action->setChecked(m_current == schemeText(scheme, complete_parameters(*choice.method, parameters)));
    WorkbenchDocument* document = &m_document;
    QObject::connect(action, &QAction::triggered, document,
                     [document, layers = choice.layers, scheme = toQt(scheme), parameters] {
                       document->setScheme(layers, scheme, parameters);
                     });
  }

  WorkbenchDocument& m_document;
  const QStringList& m_layers;
  QString m_current;
};

}  // namespace

void fillSchemeMenu(QMenu& menu, WorkbenchDocument& document, const QStringList& layers) {
  menu.clear();
  menu.setToolTipsVisible(true);
  if (!document.info()) return;
  Filler filler(document, layers);
  for (const SchemeChoice& choice : schemeChoices(*document.info(), layers)) filler.add(menu, choice);
  if (menu.isEmpty()) menu.addAction(QObject::tr("No scheme serves this layer"))->setEnabled(false);
}

}  // namespace athena::ui
