// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/weights_view.h"

#include <QLabel>
#include <QTest>

#include "tests/ui/fail_on_warning.h"
#include "tests/ui/support/fake_workbench.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/document/workbench_document.h"
#include "ui/plots/histogram_plot.h"
#include "ui/plots/range_plot.h"

using namespace athena::ui;
using namespace athena::ui::test;
using athena::ErrorCode;
using athena::Outcome;
using athena::WeightsRequest;

class WeightsViewTest : public QObject {
  Q_OBJECT

  std::unique_ptr<WorkbenchDocument> m_document;
  FakeWorkbench* m_fake = nullptr;
  std::unique_ptr<JobRunner> m_runner;
  std::unique_ptr<WeightsView> m_view;
  const QString m_path = QStringLiteral("encoder.layers.0.linear1");

  const WeightsRequest& asked() const {
    return std::get<WeightsRequest>(m_fake->last<WeightsRequest>()->request);
  }
  void show(const QString& path) { m_view->show(*m_document->layer(path), m_document->layerPlan(path)); }
  void answer() {
    m_fake->end(m_fake->last<WeightsRequest>()->id, Outcome(sampleWeights(asked())));
    QTRY_VERIFY(histogram()->emptyText().isEmpty());
  }
  HistogramPlot* histogram() const { return m_view->findChild<HistogramPlot*>(); }
  QStringList texts() const {
    QStringList list;
    for (const QLabel* label : m_view->findChildren<QLabel*>()) list << label->text();
    return list;
  }

 private Q_SLOTS:
  void initTestCase() { useFreshSettings(); }
  void init() {
    failOnWarning();
    m_document = std::make_unique<WorkbenchDocument>();
    m_runner = std::make_unique<JobRunner>(*m_document, fakeFactory(m_fake));
    m_document->setModel(sampleModel());
    m_view = std::make_unique<WeightsView>(*m_runner);
    m_view->resize(300, 500);
  }
  void cleanup() {
    m_view.reset();
    m_runner.reset();
    m_document.reset();
  }

  void showsTheHistogramAndEveryChannel() {
    show(m_path);
    QCOMPARE(asked().layer, m_path.toStdString());
    QCOMPARE(asked().scheme, std::string("fp32"));
    QVERIFY(m_runner->jobs().isEmpty());  // a look is none of the window's jobs
    QVERIFY(!m_runner->busy());
    answer();
    QCOMPARE(histogram()->histogram().counts.size(), asked().bins);
    QCOMPARE(histogram()->everyNth(), 0);
    QCOMPARE(m_view->findChild<RangePlot*>()->ranges().size(), 512);
    QVERIFY(texts().contains(QStringLiteral("-0.35 … 0.35")));
  }

  void drawsTheGridOfTheChosenScheme() {
    m_document->setScheme({m_path}, QStringLiteral("int4-weight"), {{"g", athena::Value(std::int64_t(64))}});
    show(m_path);
    QCOMPARE(asked().scheme, std::string("int4-weight"));
    QCOMPARE(asked().scheme_parameters.size(), std::size_t(3));
    answer();
    QCOMPARE(histogram()->grid().first, -0.35);
    QCOMPARE(histogram()->grid().step, 0.05);
    QCOMPARE(histogram()->grid().levels, 15);
    QVERIFY(texts().contains(QStringLiteral("SQNR 21 dB")));

    m_document->setScheme({m_path}, QStringLiteral("int4-weight"), {{"zp", athena::Value(true)}});
    show(m_path);
    answer();
    QTRY_COMPARE(histogram()->grid().levels, 16);
    QCOMPARE(histogram()->grid().first, -0.1);

    m_document->setScheme({m_path}, QStringLiteral("int8-dynamic"));
    show(m_path);
    QVERIFY(histogram()->emptyText().isEmpty());  // what is known of the layer stays meanwhile
    answer();
    QTRY_COMPARE(histogram()->grid().levels, 255);
  }

  void thePrunedPartFollowsTheHand() {
    show(m_path);
    answer();
    const auto looks = m_fake->submitted().size();
    m_document->setPruning({m_path}, 0.305);
    show(m_path);
    QCOMPARE(m_fake->submitted().size(), looks);  // nothing is read again
    QVERIFY(qAbs(histogram()->threshold() - 0.35 * 0.305) < 1e-12);
    m_document->setPruning({m_path}, 0);
    show(m_path);
    QCOMPARE(histogram()->threshold(), 0.0);
  }

  void onlyTheNewestLayerIsShown() {
    show(m_path);
    const auto first = *m_fake->last<WeightsRequest>();
    show(QStringLiteral("head"));
    m_fake->end(first.id, Outcome(sampleWeights(std::get<WeightsRequest>(first.request))));
    answer();
    QCOMPARE(m_view->findChild<RangePlot*>()->ranges().size(), 10);
  }

  void saysWhyThereIsNothingToSee() {
    show(m_path);
    m_fake->end(m_fake->last<WeightsRequest>()->id,
                athena::fail(ErrorCode::NotSupported, "These have no order."));
    QTRY_COMPARE(histogram()->emptyText(), QStringLiteral("These have no order."));
    show(QStringLiteral("embed"));
    athena::WeightStatistics nothing;
    nothing.layer = "embed";
    m_fake->end(m_fake->last<WeightsRequest>()->id, Outcome(nothing));
    QTRY_COMPARE(histogram()->emptyText(), QStringLiteral("It holds no values."));
  }
};

QTEST_MAIN(WeightsViewTest)
#include "weights_view_test.moc"
