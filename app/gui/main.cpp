// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QCommandLineParser>
#include <QSettings>

#include "athena/workbench.h"
#include "ui/main_window.h"
#include "ui/style/style.h"
#include "ui/widgets/icons.h"
#include "ui/window/screenshot.h"
#include "ui/window/translation.h"

using namespace athena::ui;

namespace {

Appearance appearanceOf(const QCommandLineParser& arguments) {
  if (arguments.isSet(QStringLiteral("light"))) return Appearance::Light;
  if (arguments.isSet(QStringLiteral("dark"))) return Appearance::Dark;
  return Appearance(QSettings().value(QStringLiteral("appearance"), int(Appearance::System)).toInt());
}

}  // namespace

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  QCoreApplication::setOrganizationName(QStringLiteral("Athena"));
  QCoreApplication::setApplicationName(QStringLiteral("athena"));
  installTranslation(QLocale());
  QApplication::setWindowIcon(applicationIcon());

  QCommandLineParser arguments;
  arguments.setApplicationDescription(
      QCoreApplication::translate("main", "Compresses TorchScript models and measures what it costs."));
  arguments.addHelpOption();
  arguments.addOptions({
      {QStringLiteral("sample"), QCoreApplication::translate("main", "Open the sample model and data.")},
      {QStringLiteral("light"),
       QCoreApplication::translate("main", "Light colours, whatever the system has.")},
      {QStringLiteral("dark"), QCoreApplication::translate("main", "Dark colours, whatever the system has.")},
      {QStringLiteral("page"), QCoreApplication::translate("main", "Show page <n>, 1 to 5."),
       QStringLiteral("n")},
      {QStringLiteral("screenshot"),
       QCoreApplication::translate("main",
                                   "Save a picture of the window as <file> once nothing runs, and end."),
       QStringLiteral("file")},
  });
  arguments.addPositionalArgument(
      QStringLiteral("files"),
      QCoreApplication::translate("main", "Models, sessions, data and recipes to open."),
      QStringLiteral("[files...]"));
  arguments.process(application);
  applyStyle(appearanceOf(arguments));

  MainWindow window(athena::Workbench::create);
  window.show();
  if (arguments.isSet(QStringLiteral("sample"))) {
    window.openSample();
  } else if (const QStringList files = arguments.positionalArguments(); !files.isEmpty()) {
    window.open(files);
  } else {
    window.document().openAbandoned();
  }
  if (arguments.isSet(QStringLiteral("page")))
    window.showPage(arguments.value(QStringLiteral("page")).toInt() - 1);
  if (const QString file = arguments.value(QStringLiteral("screenshot")); !file.isEmpty()) {
    takeScreenshotAndQuit(window, file);
  }
  return QApplication::exec();
}
