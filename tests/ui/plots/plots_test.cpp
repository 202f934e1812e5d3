// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/fail_on_warning.h"
#include "ui/plots/axis_unit.h"
#include "ui/plots/bar_plot.h"
#include "ui/plots/histogram_plot.h"
#include "ui/plots/loss_plot.h"
#include "ui/plots/range_plot.h"
#include "ui/plots/smoothing.h"

using namespace athena::ui;

class PlotsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init() { test::failOnWarning(); }

  void labelsTicks_data() {
    QTest::addColumn<AxisUnit>("unit");
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("step");
    QTest::addColumn<double>("largest");
    QTest::addColumn<QString>("text");
    QTest::newRow("MB") << AxisUnit::Bytes << 1.5e6 << 5e5 << 4.1e6 << "1.5 MB";
    QTest::newRow("whole MB") << AxisUnit::Bytes << 2e6 << 1e6 << 4.1e6 << "2 MB";
    QTest::newRow("a quarter") << AxisUnit::Bytes << 250e3 << 250e3 << 1e6 << "0.25 MB";
    QTest::newRow("kB") << AxisUnit::Bytes << 66e3 << 2e3 << 70e3 << "66 kB";
    QTest::newRow("µs") << AxisUnit::Milliseconds << 0.25 << 0.05 << 0.5 << QStringLiteral("250 µs");
    QTest::newRow("ms") << AxisUnit::Milliseconds << 1.5 << 0.5 << 3.0 << "1.5 ms";
    QTest::newRow("percent") << AxisUnit::Percent << 0.9825 << 0.0005 << 1.0 << "98.25 %";
    QTest::newRow("zero") << AxisUnit::Plain << -1e-18 << 0.1 << 1.0 << "0.0";
  }
  void labelsTicks() {
    QFETCH(AxisUnit, unit);
    QFETCH(double, value);
    QFETCH(double, step);
    QFETCH(double, largest);
    QTEST(tickLabel(unit, value, step, largest), "text");
  }

  void smoothsWithoutLag() {
    QList<QPointF> constant;
    for (int i = 0; i < 50; ++i) constant.append({double(i), 2.5});
    for (const QPointF& point : smoothed(constant, 10)) QVERIFY(qAbs(point.y() - 2.5) < 1e-12);
    const QList<QPointF> broken{{0, 1}, {1, qInf()}, {2, 1}};
    QCOMPARE(smoothed(broken, 4).last(), QPointF(2, 1));
    const QList<QPointF> line{{0, 0}, {1, 1}, {2, 2}, {3, 3}, {4, 4}};
    QCOMPARE(smoothed(line, 1), line);
    QCOMPARE(smoothed(line, 3), (QList<QPointF>{{0, 0}, {1, 1}, {2, 2}, {3, 3}, {4, 3.5}}));
  }

  void showsLossesInStepsAndEpochs() {
    LossPlot plot;
    plot.setSmoothing(false);
    plot.setCurve("a", {"int8", SchemeFamily::Int8, true, 100, {{0, 2.3}, {50, 1.2}}});
    plot.setCurve("b", {"unknown epochs", SchemeFamily::Int8, false, 0, {{0, 2.0}}});
    plot.append("a", {100, 0.7});
    QCOMPARE(plot.drawn("a"), (QList<QPointF>{{0, 2.3}, {50, 1.2}, {100, 0.7}}));
    plot.setEpochs(true);
    QCOMPARE(plot.drawn("a"), (QList<QPointF>{{0, 2.3}, {0.5, 1.2}, {1, 0.7}}));
    QCOMPARE(plot.drawn("b"), QList<QPointF>());
    plot.setSmoothing(true);
    QCOMPARE(plot.drawn("a").size(), 3);
    plot.removeCurve("b");
    QCOMPARE(plot.curves(), QStringList{"a"});
  }

  void countsWhatAThresholdPrunes() {
    HistogramPlot plot;
    plot.setHistogram({-2, 2, {1, 3, 4, 2}});
    QCOMPARE(plot.prunedShare(), 0.0);
    plot.setThreshold(1);
    QCOMPARE(plot.prunedShare(), 0.7);
  }

  void drawsAsManyLevelsAsCanBeToldApart() {
    HistogramPlot plot;
    plot.resize(240, 140);
    QCOMPARE(plot.everyNth(), 0);
    plot.setHistogram({-1, 1, {1, 3, 4, 2}});
    plot.setGrid({-1, 1.0 / 7, 15}, SchemeFamily::Int4);
    QCOMPARE(plot.everyNth(), 1);
    plot.setGrid({-1, 1.0 / 127, 255}, SchemeFamily::Int8);
    const int narrow = plot.everyNth();
    QVERIFY(narrow > 1);
    QSignalSpy changed(&plot, &HistogramPlot::everyNthChanged);
    plot.show();
    plot.resize(2000, 140);
    QTRY_VERIFY(!changed.isEmpty());
    QVERIFY(plot.everyNth() < narrow);
  }

  void showsEveryChannelsRange() {
    RangePlot plot;
    plot.resize(300, 140);
    plot.setRanges({{-1, 1}, {-0.5, 0.25}}, SchemeFamily::Int8);
    QCOMPARE(plot.drawn(), plot.ranges());
    plot.show();  // until then the axes have no place
    QTRY_VERIFY(plot.textAt({250, 60}).contains("Channel 1: -0.5 to 0.25"));
    QCOMPARE(plot.textAt({2, 60}), QString());  // left of the axis
    QVector<ValueRange> many(50000, {-0.1, 0.1});
    many[31234].high = 7;
    plot.setRanges(many, SchemeFamily::Int8);
    const QVector<ValueRange> drawn = plot.drawn();
    QVERIFY(drawn.size() < 2000);
    QVERIFY(drawn.contains(ValueRange{-0.1, 7}));
  }

  void savesEveryFormat_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("png") << "chart.png" << QByteArray("\x89PNG");
    QTest::newRow("svg") << "chart.SVG" << QByteArray("<?xml");
    QTest::newRow("pdf") << "chart.pdf" << QByteArray("%PDF-");
  }
  void savesEveryFormat() {
    QFETCH(QString, name);
    QFETCH(QByteArray, start);
    BarPlot first, second;
    for (BarPlot* plot : {&first, &second}) {
      plot->resize(300, 200);
      plot->setUnits(AxisUnit::Bytes, "bytes");
      plot->setBars({{"encoder.layers.0.linear1", 262144, {{66560, SchemeFamily::Int8}}}});
    }
    const QTemporaryDir folder;
    const QString file = folder.filePath(name);
    const athena::Status saved = PlotView::saveAll({&first, &second}, file);
    QVERIFY2(saved, saved ? "" : saved.error().message.c_str());
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QVERIFY(written.peek(start.size()) == start);
    QVERIFY(written.size() > 1000);
    if (name.endsWith(".png")) {
      const QImage image(file);
      QCOMPARE(image.size(), QSize(2 * (520 + 520 + 16), 2 * 340));
      QCOMPARE(image.pixelColor(2, 2), QColor(Qt::white));
    }
  }

  void saysWhyItCouldNotSave() {
    BarPlot plot;
    const athena::Status nowhere = plot.save("/nowhere/at/all.png");
    QVERIFY(!nowhere);
    QCOMPARE(nowhere.error().code, athena::ErrorCode::Io);
    const QTemporaryDir folder;
    const athena::Status odd = plot.save(folder.filePath("chart.bmp"));
    QVERIFY(!odd);
    QVERIFY(!QFile::exists(folder.filePath("chart.bmp")));
  }
};

QTEST_MAIN(PlotsTest)
#include "plots_test.moc"
