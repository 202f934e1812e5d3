// SPDX-License-Identifier: GPL-3.0-or-later
// Models as large as they come: `test_ui_large_model -v2` prints how long each hand takes.
#include <QDockWidget>
#include <QHeaderView>
#include <QLineEdit>
#include <QTest>

#include "tests/ui/support/window_fixture.h"
#include "ui/models/layer_tree_model.h"
#include "ui/style/style.h"
#include "ui/widgets/layers_view.h"

using namespace athena::ui;
using namespace athena::ui::test;
using L = LayerTreeModel;

class LargeModelTest : public QObject {
  Q_OBJECT

  std::unique_ptr<WindowFixture> m_fixture;

  /// What a hand does, and all that the window does about it.
  template <typename Hand>
  static void time(const Hand& hand) {
    QBENCHMARK_ONCE {
      hand();
      QCoreApplication::processEvents();
    }
  }
  LayersView* tree() const { return m_fixture->hand().layers(); }
  QLineEdit* search() const {
    return m_fixture->window().findChild<QDockWidget*>(QStringLiteral("layers"))->findChild<QLineEdit*>();
  }
  static int rows(const QAbstractItemModel& model, const QModelIndex& parent = {}) {
    int count = 0;
    for (int row = 0; row < model.rowCount(parent); ++row) {
      const QModelIndex index = model.index(row, 0, parent);
      count += model.hasChildren(index) ? rows(model, index) : 1;
    }
    return count;
  }

 private Q_SLOTS:
  void initTestCase() { useFreshSettings(); }
  void init() {
    applyStyle(Appearance::Light);
    m_fixture = std::make_unique<WindowFixture>();
    QVERIFY(QTest::qWaitForWindowExposed(&m_fixture->window()));
    QFETCH(int, blocks);
    const QString path = m_fixture->file(QStringLiteral("large.pt"));
    m_fixture->openModel(path, transformer(path.toStdString(), blocks));
    QCoreApplication::processEvents();
  }
  void cleanup() { m_fixture.reset(); }

  void filters_data() { sizes(); }
  void filters() {
    QFETCH(int, blocks);
    QCOMPARE(rows(*tree()->model()), 6 * blocks);
    time([this] { search()->setText(QStringLiteral("layers.7.linear")); });
    QCOMPARE(rows(*tree()->model()), 2);
    time([this] { search()->clear(); });
    QCOMPARE(rows(*tree()->model()), 6 * blocks);
  }

  void sorts_data() { sizes(); }
  void sorts() {
    time([this] { tree()->sortByColumn(L::SizeColumn, Qt::DescendingOrder); });
    QCOMPARE(tree()->header()->sortIndicatorSection(), int(L::SizeColumn));
  }

  void selectsALayer_data() { sizes(); }
  void selectsALayer() {
    const QString path = QStringLiteral("encoder.layers.50.linear1");
    time([&] { m_fixture->document().selectLayers({path}); });
    QCOMPARE(tree()->selectedLayers(), QStringList{path});
  }

  void selectsAll_data() { sizes(); }
  void selectsAll() {
    QFETCH(int, blocks);
    time([this] { tree()->selectAll(); });
    QCOMPARE(m_fixture->document().selectedLayers().size(), 6 * blocks);
  }

  void choosesForAModule_data() { sizes(); }
  void choosesForAModule() {
    const QString block = QStringLiteral("encoder.layers.9.");
    time([&] {
      m_fixture->document().setScheme({block + QStringLiteral("linear1"), block + QStringLiteral("linear2")},
                                      QStringLiteral("int8-dynamic"));
    });
    QCOMPARE(
        QString::fromStdString(m_fixture->document().layerPlan(block + QStringLiteral("linear2"))->scheme),
        QStringLiteral("int8-dynamic"));
  }

 private:
  static void sizes() {
    QTest::addColumn<int>("blocks");
    QTest::newRow("600 layers") << 100;
    QTest::newRow("10 000 rows") << 1700;
  }
};

QTEST_MAIN(LargeModelTest)
#include "large_model_test.moc"
