// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTemporaryDir>
#include <memory>

#include "tests/ui/support/fake_workbench.h"
#include "tests/ui/support/hand.h"
#include "ui/main_window.h"

namespace athena::ui::test {

/// Paths of the application's own files are a test's, and empty.
void useFreshSettings();

/// The real window over a scripted workbench, and a folder of files.
class WindowFixture {
 public:
  WindowFixture();

  MainWindow& window() { return *m_window; }
  WorkbenchDocument& document() { return m_window->document(); }
  FakeWorkbench& workbench() { return *m_fake; }
  void close() { m_window.reset(); }
  void reopen();

  QString file(const QString& name, const QByteArray& content = "PK\x03\x04") const;
  /// Opens a file as a model, and lets its opening end with `model` (sampleModel() if null).
  void openModel(const QString& path, ModelHandle model = nullptr);
  /// Runs the document's recipe under a name, and lets it end well.
  void run(const QString& name, double accuracy, double milliseconds);

  Hand hand() const { return Hand(*m_window); }

 private:
  FakeWorkbench* m_fake = nullptr;
  QTemporaryDir m_folder;
  std::unique_ptr<MainWindow> m_window;
};

}  // namespace athena::ui::test
