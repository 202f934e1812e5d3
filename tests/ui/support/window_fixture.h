// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTemporaryDir>
#include <memory>

#include "tests/ui/support/fake_workbench.h"
#include "ui/main_window.h"

class QMenu;

namespace athena::ui {
class LayersView;
}

namespace athena::ui::test {

/// Paths of the application's own files are a test's, and empty.
void useFreshSettings();

/// The real window over a scripted workbench, and the hand of a person.
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

  LayersView* layers() const;
  QModelIndex layer(const QString& path, int column) const;
  void click(const QModelIndex& cell, Qt::KeyboardModifiers keys = Qt::NoModifier);
  /// Clicks an entry of the menu that is open, found by how its text begins.
  bool choose(const QString& text);

 private:
  FakeWorkbench* m_fake = nullptr;
  QTemporaryDir m_folder;
  std::unique_ptr<MainWindow> m_window;
};

}  // namespace athena::ui::test
