// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/outline_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include "tests/ui/fail_on_warning.h"
#include "tests/ui/support/fake_workbench.h"
#include "tests/ui/support/print_tree.h"
#include "ui/document/workbench_document.h"

using namespace athena::ui;
using namespace athena::ui::test;
using O = OutlineModel;

class OutlineModelTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { failOnWarning(); }

  void nestsBlocksAndKeepsTheOrder() {
    WorkbenchDocument document;
    OutlineModel model(document);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    document.setModel(sampleModel());
    document.setOutline(sampleOutline(*document.info()));
    document.setScheme({QStringLiteral("embed")}, QStringLiteral("int8-dynamic"));
    const QStringList lines = printTree(model, {O::NameColumn, O::OpColumn, O::SchemeColumn});
    QCOMPARE(lines[0], QStringLiteral("forward |  | "));
    QCOMPARE(lines[1], QStringLiteral("  embed | aten::linear | int8-dynamic"));
    QCOMPARE(lines.mid(7, 9).join(QLatin1Char('\n')),
             QStringLiteral("  loop@1 | 7 op(s) | \n"
                            "    if@2 |  | \n"
                            "      then | 12 op(s) | \n"
                            "        encoder.layers.1.self_attn.in_proj | aten::linear | fp32\n"
                            "        encoder.layers.1.self_attn.out_proj | aten::linear | fp32\n"
                            "        encoder.layers.1.linear1 | aten::linear | fp32\n"
                            "        encoder.layers.1.linear2 | aten::linear | fp32\n"
                            "        encoder.layers.1.norm1 | aten::linear | \n"
                            "      else | 3 op(s) | "));
    QVERIFY(lines[16].startsWith(QStringLiteral("  encoder.layers.2")));
  }

  void anotherModelsOutlineIsDropped() {
    WorkbenchDocument document;
    document.setModel(sampleModel());
    athena::ModelOutline other = sampleOutline(*document.info());
    other.model = "another";
    document.setOutline(other);
    QVERIFY(!document.outline());
  }

  void aBlockIsItsLayersAndALayerItsSites() {
    WorkbenchDocument document;
    OutlineModel model(document);
    document.setModel(sampleModel());
    document.setOutline(sampleOutline(*document.info()));
    const QModelIndex method = model.index(0, 0), loop = model.index(6, 0, method);
    QCOMPARE(loop.data().toString(), QStringLiteral("loop@1"));
    QCOMPARE(loop.data(O::LayersRole).toStringList().size(), 5);
    const QModelIndexList rows = model.indexesOf({QStringLiteral("encoder.layers.1.linear1")});
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.front().data().toString(), QStringLiteral("encoder.layers.1.linear1"));
    QCOMPARE(rows.front().parent().data().toString(), QStringLiteral("then"));
  }
};

QTEST_MAIN(OutlineModelTest)
#include "outline_model_test.moc"
