// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/parameter_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSignalSpy>
#include <QTest>

#include "athena/catalogue.h"
#include "ui/widgets/amount_slider.h"

using athena::ui::AmountSlider;
using athena::ui::ParameterForm;

class ParameterFormTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void aSwitchAndAChoiceAreEditedLikeNumbers() {
    ParameterForm form;
    form.show(athena::find_method("quantize", "int4-weight"), {{"g", std::int64_t(64)}});
    auto* zeroPoints = form.findChild<QCheckBox*>(QStringLiteral("zp"));
    auto* scales = form.findChild<QComboBox*>(QStringLiteral("scales"));
    QVERIFY(zeroPoints && scales);
    QVERIFY(!zeroPoints->isChecked());
    QCOMPARE(scales->currentText(), QStringLiteral("fp32"));

    const QSignalSpy edited(&form, &ParameterForm::edited);
    zeroPoints->click();
    QCOMPARE(edited.count(), 1);
    const athena::Parameters wanted{{"g", std::int64_t(64)}, {"zp", true}};
    QVERIFY(form.parameters() == wanted);

    form.show(athena::find_method("quantize", "int4-weight"), {{"scales", std::string("fp16")}});
    QCOMPARE(edited.count(), 1);
    QVERIFY(!zeroPoints->isChecked());
    QCOMPARE(scales->currentText(), QStringLiteral("fp16"));
  }

  void aParameterOfOneValueIsShownAndCannotBeEdited() {
    ParameterForm form;
    form.show(athena::find_method("prune", "2:4"), {});
    const auto* amount = form.findChild<AmountSlider*>(QStringLiteral("amount"));
    QVERIFY(amount && !amount->isEnabled());
    QCOMPARE(amount->amount(), 0.5);
    form.show(athena::find_method("prune", "l1"), {});
    amount = form.findChild<AmountSlider*>(QStringLiteral("amount"));
    QVERIFY(amount && amount->isEnabled());
  }
};

QTEST_MAIN(ParameterFormTest)
#include "parameter_form_test.moc"
