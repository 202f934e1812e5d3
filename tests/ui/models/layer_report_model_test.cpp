// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/layer_report_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include "tests/ui/fail_on_warning.h"
#include "tests/ui/sample_results.h"
#include "ui/models/csv.h"

using namespace athena::ui;

class LayerReportModelTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init() { test::failOnWarning(); }

  void saysWhatEachLayerBecame() {
    LayerReportModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setLayers(test::sampleVariant("v", "int8-dynamic", test::sampleMeasurement(1, 1, 1)).layers);
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
      QStringList cells;
      for (int column = 0; column < model.columnCount(); ++column)
        cells << model.index(row, column).data().toString();
      lines << cells.join(QStringLiteral(" | "));
    }
    QCOMPARE(
        lines.join('\n'),
        "encoder.layers.0.linear1 | Linear | int8-dynamic | u8s8_f32_6x64_avx512vnni | 3 | 64 000 | 100 % | "
        "262 kB | 67 kB | "
        "0.25x | 0 % | \n"
        "encoder.layers.0.linear2 | Linear | int8-dynamic | u8s8_f32_6x64_avx512vnni | 3 |  |  | 131 kB | 33 "
        "kB | "
        "0.25x | 25 % | \n"
        "head | Linear | fp32 |  | 3 | 1 200 | 0 % | 5.2 kB | 5.2 kB | 1.00x | 0 % | the rule leaves it");
    QCOMPARE(csvText(model).split('\n').at(2),
             "encoder.layers.0.linear2,Linear,int8-dynamic,u8s8_f32_6x64_avx512vnni,3,0,,131072,33280,0."
             "25390625,0.25,");
    const auto bar = [&](int row, int column) {
      return model.index(row, column).data(LayerReportModel::ShareRole);
    };
    QCOMPARE(bar(0, LayerReportModel::Integers).toDouble(), 1.0);
    QVERIFY(!bar(1, LayerReportModel::Integers).isValid());
    QVERIFY(!bar(0, LayerReportModel::Calls).isValid());
    QVERIFY(model.index(0, LayerReportModel::Kernel).data(Qt::ToolTipRole).toString().contains("forward"));
    QCOMPARE(csvText(model, '\t').split('\n').at(0).split('\t').size(), LayerReportModel::ColumnCount);
  }
};

QTEST_MAIN(LayerReportModelTest)
#include "layer_report_model_test.moc"
