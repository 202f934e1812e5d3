// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/window_fixture.h"

#include <QDir>
#include <QFile>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>

namespace athena::ui::test {

void useFreshSettings() {
  // Not Qt's test mode, whose folders all runs of a test on a machine share.
  static const QTemporaryDir home;
  qputenv("XDG_DATA_HOME", home.filePath(QStringLiteral("data")).toLocal8Bit());
  qputenv("XDG_CONFIG_HOME", home.filePath(QStringLiteral("config")).toLocal8Bit());
  QCoreApplication::setOrganizationName(QStringLiteral("AthenaTest"));
  QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)).removeRecursively();
  QSettings().clear();
}

WindowFixture::WindowFixture() { reopen(); }

void WindowFixture::reopen() {
  m_window.reset();
  m_window = std::make_unique<MainWindow>(fakeFactory(m_fake));
  m_window->resize(1280, 720);
  m_window->show();
}

QString WindowFixture::file(const QString& name, const QByteArray& content) const {
  QFile file(m_folder.filePath(name));
  if (!file.open(QIODevice::WriteOnly)) return {};
  file.write(content);
  return file.fileName();
}

void WindowFixture::openModel(const QString& path, ModelHandle model) {
  m_window->open({path});
  const auto* job = m_fake->last<OpenRequest>();
  m_fake->end(job->id, Outcome(model ? model : sampleModel(path.toStdString())));
  QTRY_VERIFY(document().model());
  m_fake->end(m_fake->last<OutlineRequest>()->id, Outcome(sampleOutline(*document().info())));
  QTRY_VERIFY(document().outline());
}

void WindowFixture::run(const QString& name, double accuracy, double milliseconds) {
  Recipe recipe = document().recipe();
  recipe.name = name.toStdString();
  document().edit(recipe, name);
  const auto results = document().variants().size();
  m_window->runner().runRecipe();
  const auto* job = m_fake->last<CompressRequest>();
  const auto& request = std::get<CompressRequest>(job->request);
  m_fake->end(job->id, Outcome(sampleOutcome(request, accuracy, milliseconds)));
  QTRY_COMPARE(document().variants().size(), results + 1);
}

}  // namespace athena::ui::test
