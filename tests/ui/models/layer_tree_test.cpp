// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QIcon>
#include <QTest>

#include "tests/ui/fail_on_warning.h"
#include "tests/ui/support/fake_workbench.h"
#include "tests/ui/support/print_tree.h"
#include "ui/document/workbench_document.h"
#include "ui/models/layer_filter_model.h"
#include "ui/models/layer_tree_model.h"

using namespace athena::ui;
using namespace athena::ui::test;
using L = LayerTreeModel;

class LayerTreeTest : public QObject {
  Q_OBJECT

  static QString tree(const QAbstractItemModel& model, const QList<int>& columns) {
    return printTree(model, columns).join(QLatin1Char('\n'));
  }

 private Q_SLOTS:
  void init() { failOnWarning(); }

  void showsModulesWithTotals() {
    WorkbenchDocument document;
    LayerTreeModel model(document);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    document.setModel(sampleModel());
    QCOMPARE(tree(model, {L::NameColumn, L::KindColumn, L::ShapeColumn, L::SizeColumn, L::SchemeColumn})
                 .split(QLatin1Char('\n'))
                 .mid(0, 9)
                 .join(QLatin1Char('\n')),
             QStringLiteral("embed | Linear | 128 × 49 | 26 kB | fp32\n"
                            "encoder |  |  | 3.2 MB | fp32\n"
                            "  layers.0 |  |  | 792 kB | fp32\n"
                            "    self_attn |  |  | 264 kB | fp32\n"
                            "      in_proj | Linear | 384 × 128 | 198 kB | fp32\n"
                            "      out_proj | Linear | 128 × 128 | 66 kB | fp32\n"
                            "    linear1 | Linear | 512 × 128 | 264 kB | fp32\n"
                            "    linear2 | Linear | 128 × 512 | 263 kB | fp32\n"
                            "    norm1 | LayerNorm | 128 | 1.0 kB | "));
    const QModelIndex encoder = model.index(1, 0);
    QCOMPARE(encoder.siblingAtColumn(L::ParametersColumn).data().toString(), QStringLiteral("792\u202f064"));
    QCOMPARE(encoder.siblingAtColumn(L::ShareColumn).data().toString(), QStringLiteral("99 %"));
    QVERIFY(!encoder.data(Qt::DecorationRole).value<QIcon>().isNull());
    const QModelIndex linear = model.indexOf(QStringLiteral("encoder.layers.2.linear1"));
    QCOMPARE(linear.data(L::PathsRole).toStringList(),
             QStringList{QStringLiteral("encoder.layers.2.linear1")});
    QCOMPARE(linear.parent().data().toString(), QStringLiteral("layers.2"));
  }

  void followsTheRecipe() {
    WorkbenchDocument document;
    LayerTreeModel model(document);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    document.setModel(sampleModel());
    const QString path = QStringLiteral("encoder.layers.0.linear1");
    const auto cell = [&](int column) {
      return model.indexOf(path).siblingAtColumn(column).data().toString();
    };
    const QString before = cell(L::PredictedColumn);
    document.setScheme({path}, QStringLiteral("int4-weight"), {{"g", athena::Value(std::int64_t(64))}});
    document.setPruning({path}, 0.3);
    QCOMPARE(cell(L::SchemeColumn), QStringLiteral("int4-weight:g=64"));
    QCOMPARE(cell(L::PruneColumn), QStringLiteral("30 %"));
    QVERIFY(cell(L::PredictedColumn) != before);
    const QModelIndex module = model.indexOf(QStringLiteral("encoder.layers.0"));
    QCOMPARE(module.siblingAtColumn(L::SchemeColumn).data().toString(), QStringLiteral("several"));
    QCOMPARE(module.siblingAtColumn(L::PruneColumn).data().toString(), QStringLiteral("≤ 30 %"));
    document.undoStack()->undo();
    document.undoStack()->undo();
    QCOMPARE(cell(L::SchemeColumn), QStringLiteral("fp32"));
    QCOMPARE(cell(L::PredictedColumn), before);
  }

  void filtersByTextAndKindAndSortsBySize() {
    WorkbenchDocument document;
    LayerTreeModel model(document);
    LayerFilterModel filter;
    QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    filter.setSourceModel(&model);
    document.setModel(sampleModel());
    filter.setText(QStringLiteral("layers.1.LINEAR"));
    QCOMPARE(tree(filter, {L::NameColumn}), QStringLiteral("encoder\n  layers.1\n    linear1\n    linear2"));
    filter.setText({});
    filter.setKind(QStringLiteral("LayerNorm"));
    QCOMPARE(tree(filter, {L::NameColumn}),
             QStringLiteral("encoder\n  layers.0\n    norm1\n  layers.1\n    norm1\n  layers.2\n    norm1\n"
                            "  layers.3\n    norm1"));
    filter.setKind({});
    filter.sort(L::SizeColumn, Qt::AscendingOrder);
    QCOMPARE(filter.index(0, 0).data().toString(), QStringLiteral("head"));
    QCOMPARE(filter.index(2, 0).data().toString(), QStringLiteral("encoder"));
  }

  void saysWhatCannotBeCompressedAndWhy() {
    WorkbenchDocument document;
    LayerTreeModel model(document);
    document.setModel(sampleModel());
    const QModelIndex norm = model.indexOf(QStringLiteral("encoder.layers.0.norm1"));
    QVERIFY(!norm.data(L::CompressibleRole).toBool());
    QVERIFY(norm.data(Qt::ToolTipRole).toString().contains(QStringLiteral("LayerNorm is not compressed")));
  }
};

QTEST_MAIN(LayerTreeTest)
#include "layer_tree_test.moc"
