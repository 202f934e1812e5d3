// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/results_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include "tests/ui/fail_on_warning.h"
#include "tests/ui/sample_results.h"
#include "ui/models/csv.h"

using namespace athena::ui;
using athena::Measurement;
using athena::Variant;
using M = ResultsModel;

class ResultsModelTest : public QObject {
  Q_OBJECT

  static QString table(const QAbstractItemModel& model, const QList<int>& columns) {
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
      QStringList cells;
      for (int column : columns) cells << model.index(row, column).data().toString();
      lines << cells.join(QStringLiteral(" | "));
    }
    return lines.join(QLatin1Char('\n'));
  }

 private Q_SLOTS:
  void initTestCase() {
    qputenv("TZ", "UTC");
    tzset();
  }
  void init() { test::failOnWarning(); }

  void showsTheOriginalThenTheVariants() {
    test::SampleSession session;
    ResultsModel model(session.document);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    session.addThree();
    QCOMPARE(table(model, {M::Name, M::Schemes, M::AccuracyColumn, M::Delta, M::Size, M::Ratio}),
             QStringLiteral("Original | fp32 | 98.40 % ± 0.25 |  | 4.1 MB | 1.00x\n"
                            "int8 all layers | int8-dynamic | 98.32 % ± 0.25 | \u22120.08 | 1.1 MB | 0.27x\n"
                            "int4 weights | int4-weight | 97.91 % ± 0.28 | \u22120.49 | 701 kB | 0.17x\n"
                            "half precision | fp16 | 98.31 % ± 0.25 | \u22120.09 | 2.1 MB | 0.51x"));
    QCOMPARE(table(model, {M::AgreementColumn, M::Time, M::P95, M::OriginalTime, M::OptimizedTime, M::Speedup,
                           M::Against, M::MeasuredAt}),
             QStringLiteral(
                 " | 1.90 ms | 2.10 ms | 1.90 ms | 1.50 ms | 0.79x | frozen | 2026-11-24 18:12\n"
                 "99.81 % | 1.27 ms | 1.52 ms | 1.90 ms | 1.50 ms | 1.18x | frozen | 2026-11-24 18:10\n"
                 "99.81 % | 1.61 ms | 1.93 ms | 1.90 ms | 1.50 ms | 0.93x | frozen | 2026-11-24 18:11\n"
                 "99.81 % | 1.92 ms | 2.30 ms | 1.90 ms | 1.50 ms | 0.78x | frozen | 2026-11-24 18:12"));
  }

  void marksWhatIsNoisyStaleOrFromElsewhere() {
    test::SampleSession session;
    session.addThree();
    Measurement noisy = test::sampleMeasurement(9800, 1000000, 1.3);
    noisy.latency->noisy = true;
    Measurement elsewhere = noisy;
    elsewhere.environment.machine = "another";
    Measurement random = noisy;
    random.dataset.clear();
    random.accuracy.reset();
    random.agreement->random_inputs = true;
    const qint64 a = session.add(test::sampleVariant("noisy", "int8-weight", noisy));
    const qint64 b = session.add(test::sampleVariant("elsewhere", "int8-weight", elsewhere));
    const qint64 c = session.add(test::sampleVariant("random", "int8-weight", random));
    const ResultsModel model(session.document);
    const auto cell = [&](qint64 id, int column, int role = Qt::DisplayRole) {
      const auto& rows = model.rows();
      for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].id == id) return model.index(int(i), column).data(role);
      }
      return QVariant();
    };
    QCOMPARE(cell(a, M::Time).toString(), "1.30 ms ~");
    QCOMPARE(cell(a, M::Speedup).toString(), "1.15x ~");
    QVERIFY(cell(a, M::Speedup, Qt::ToolTipRole).toString().contains("Noisy"));
    QVERIFY(model.row(a)->comparable());
    QVERIFY(!model.row(b)->comparable());
    QVERIFY(cell(b, M::Name, Qt::ToolTipRole).toString().contains("another machine"));
    QVERIFY(cell(b, M::Name, Qt::FontRole).value<QFont>().italic());
    QVERIFY(model.row(c)->whyNot.contains("random inputs"));
    QCOMPARE(cell(c, M::AccuracyColumn).toString(), QString());

    session.document.markStale(QString(64, QLatin1Char('a')));
    QVERIFY(!model.row(a)->comparable());
    QCOMPARE(cell(a, M::MeasuredAt).toString(), "2026-11-24 18:10, outdated");
  }

  void renamesAndAnnotatesWithUndo() {
    test::SampleSession session;
    session.addThree();
    ResultsModel model(session.document);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(!(model.index(0, M::Name).flags() & Qt::ItemIsEditable));
    QVERIFY(!(model.index(1, M::Size).flags() & Qt::ItemIsEditable));
    QVERIFY(model.setData(model.index(1, M::Name), "mine", Qt::EditRole));
    QVERIFY(model.setData(model.index(1, M::Note), "for the phone", Qt::EditRole));
    QVERIFY(!model.setData(model.index(1, M::Name), "  ", Qt::EditRole));
    QCOMPARE(table(model, {M::Name, M::Note}).split('\n').at(1), "mine | for the phone");
    session.document.undoStack()->undo();
    session.document.undoStack()->undo();
    QCOMPARE(table(model, {M::Name, M::Note}).split('\n').at(1), "int8 all layers | ");
  }

  void deletesWithUndo() {
    test::SampleSession session;
    session.addThree();
    ResultsModel model(session.document);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    session.document.deleteVariants({session.int8, session.fp16});
    QCOMPARE(table(model, {M::Name}), "Original\nint4 weights");
    session.document.undoStack()->undo();
    QCOMPARE(model.rowCount(), 4);
  }

  void sortsByFigures() {
    test::SampleSession session;
    session.addThree();
    Variant unmeasured =
        test::sampleVariant("unmeasured", "int8-weight", test::sampleMeasurement(1, 900000, 1));
    unmeasured.measurements.clear();
    session.add(unmeasured);
    ResultsModel model(session.document);
    ResultsFilter filter(model);
    QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    filter.sort(M::Size, Qt::AscendingOrder);
    QCOMPARE(table(filter, {M::Name}), "Original\nint4 weights\nunmeasured\nint8 all layers\nhalf precision");
    filter.sort(M::Speedup, Qt::DescendingOrder);
    QCOMPARE(table(filter, {M::Name}), "Original\nint8 all layers\nint4 weights\nhalf precision\nunmeasured");
    filter.sort(M::Speedup, Qt::AscendingOrder);
    QCOMPARE(table(filter, {M::Name}), "Original\nhalf precision\nint4 weights\nint8 all layers\nunmeasured");
    filter.setFilterFixedString("INT");
    QCOMPARE(table(filter, {M::Name}), "Original\nint4 weights\nint8 all layers\nunmeasured");
    QCOMPARE(filter.idAt(filter.indexOf(session.int4)), session.int4);
    QVERIFY(!filter.indexOf(session.fp16).isValid());
  }

  void writesCsv() {
    test::SampleSession session;
    Variant variant =
        test::sampleVariant("a \"b\", c", "int8-dynamic", test::sampleMeasurement(9832, 1121000, 1.27));
    variant.note = "one\ntwo";
    session.add(variant);
    const QStringList lines = csvText(ResultsModel(session.document)).split('\n');
    QCOMPARE(lines.at(0),
             "name,schemes,accuracy,accuracy_change,agreement,file_bytes,size_ratio,median_ms,p95_ms,"
             "original_median_ms,optimized_fp32_median_ms,speedup,optimized_as,measured_at,note");
    QVERIFY2(lines.at(2).startsWith("\"a \"\"b\"\", c\",int8-dynamic,0.9832,"), qPrintable(lines.at(2)));
    QVERIFY2(lines.at(2).endsWith(",frozen,2026-11-24T18:10:00Z,\"one"), qPrintable(lines.at(2)));
    QCOMPARE(lines.at(3), "two\"");
  }

  void boldIsTheBest() {
    test::SampleSession session;
    session.addThree();
    ResultsModel model(session.document);
    model.setBest(session.int8);
    QVERIFY(model.index(1, 0).data(Qt::FontRole).value<QFont>().bold());
    QVERIFY(!model.index(2, 0).data(Qt::FontRole).value<QFont>().bold());
  }

  void countsZerosOfPrunedLayers() {
    Variant variant = test::sampleVariant("p", "int8-dynamic", test::sampleMeasurement(1, 1, 1));
    QCOMPARE(Results::schemesOf(variant), "int8-dynamic");
    variant.recipe.steps.insert(variant.recipe.steps.begin(),
                                athena::Step{"prune", {}, {athena::Rule{"*", {}, "l1", {{"amount", 0.25}}}}});
    QCOMPARE(Results::schemesOf(variant), QStringLiteral("int8-dynamic · 8.2 % zeros"));
  }
};

QTEST_MAIN(ResultsModelTest)
#include "results_model_test.moc"
