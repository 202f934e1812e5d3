// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/data_dialog.h"

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/fail_on_warning.h"
#include "ui/document/workbench_document.h"
#include "ui/pages/data/binding_table.h"
#include "ui/pages/data/preview_table.h"
#include "ui/widgets/muted_label.h"

using namespace athena::ui;

namespace {

struct Fixture {
  QTemporaryDir folder;
  WorkbenchDocument document;
  DataDialog dialog{document};
  Fixture() { dialog.show(); }

  QString write(const QString& name, const QByteArray& bytes) {
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("no file");
    return file.fileName();
  }
  QPushButton* save() {
    for (auto* button : dialog.findChildren<QPushButton*>())
      if (button->text() == QStringLiteral("Save and open…")) return button;
    qFatal("no button");
  }
  PreviewTable* preview() { return dialog.findChild<PreviewTable*>(); }
  BindingTable* binding() { return dialog.findChild<BindingTable*>(); }
  QString state() {
    QStringList texts;
    for (auto* label : dialog.findChildren<MutedLabel*>()) texts << label->text();
    return texts.join(QLatin1Char('\n'));
  }
};

const QByteArray kTable = "width,length,species\n1,2,rose\n3,4,lily\n5,6,rose\n";

}  // namespace

class DataDialogTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
  void init() { test::failOnWarning(); }

  void filesGiveABindingAndTheFirstSamples() {
    Fixture f;
    QVERIFY(!f.save()->isEnabled());
    f.dialog.addFiles({f.write("flowers.csv", kTable)});
    QTRY_COMPARE(f.preview()->rowCount(), 3);
    QVERIFY(f.save()->isEnabled());
    QCOMPARE(f.preview()->horizontalHeaderItem(0)->text(), QStringLiteral("features"));
    QVERIFY(f.preview()->item(1, 0)->text().contains(QLatin1String("3, 4")));
    QCOMPARE(f.preview()->item(1, 1)->text(), QStringLiteral("0"));  // lily
    QVERIFY(f.state().contains(QLatin1String("test: 3 samples")));
    QVERIFY(f.state().contains(QLatin1String("2 class(es)")));
  }

  void anotherColumnCanBeChosen() {
    Fixture f;
    f.dialog.addFiles({f.write("flowers.csv", kTable)});
    QTRY_VERIFY(f.save()->isEnabled());
    auto* columns = qobject_cast<QComboBox*>(f.binding()->cellWidget(0, 2));
    columns->setCurrentIndex(columns->findText(QStringLiteral("length")));
    QVERIFY(!f.save()->isEnabled());
    QTRY_VERIFY(f.save()->isEnabled());
    QCOMPARE(f.preview()->item(2, 0)->text(), QStringLiteral("6"));
  }

  void aValueCanBeTypedInPlaceOfAColumn() {
    Fixture f;
    f.dialog.addFiles({f.write("flowers.csv", kTable)});
    QTRY_VERIFY(f.save()->isEnabled());
    auto* columns = qobject_cast<QComboBox*>(f.binding()->cellWidget(0, 2));
    columns->setEditText(QString());
    QTest::keyClicks(columns->lineEdit(), QStringLiteral("16000"));
    QTest::keyClick(columns->lineEdit(), Qt::Key_Return);
    QCOMPARE(f.binding()->inputs()[0].value, std::string("16000"));
    QVERIFY(f.binding()->inputs()[0].column.empty());
    QTRY_VERIFY(f.state().contains(QLatin1String("must list a column")));  // nothing else is fed
    QVERIFY(!f.save()->isEnabled());
    columns->setEditText(QStringLiteral("length"));
    QTest::keyClick(columns->lineEdit(), Qt::Key_Return);
    QTRY_VERIFY(f.save()->isEnabled());
    QCOMPARE(f.binding()->inputs()[0].column, std::string("length"));
  }

  void imagesAreShownAsImages() {
    Fixture f;
    QVERIFY(QDir(f.folder.path()).mkpath(QStringLiteral("pets/cat")));
    QImage image(16, 12, QImage::Format_RGB888);
    image.fill(Qt::red);
    QVERIFY(image.save(f.folder.filePath(QStringLiteral("pets/cat/a.png"))));
    f.dialog.addFiles({f.folder.filePath(QStringLiteral("pets"))});
    QTRY_COMPARE(f.preview()->rowCount(), 1);
    QVERIFY(!f.preview()->item(0, 0)->icon().isNull());
    QVERIFY(f.preview()->item(0, 0)->text().isEmpty());
  }

  void randomInputsStandInForFiles() {
    Fixture f;
    f.dialog.addFiles({f.write("flowers.csv", kTable)});
    f.dialog.addRandom({QStringLiteral("x=float32[2]"), QStringLiteral("ids=int64[3] < 5")});
    QCOMPARE(f.dialog.files().size(), 2);
    QTRY_VERIFY(f.save()->isEnabled());
    QVERIFY(f.state().contains(QLatin1String("test: 256 samples")));
    f.dialog.addRandom({QStringLiteral("x=float[2]")});
    QTRY_VERIFY(f.state().contains(QLatin1String("is of no known type")));
    f.dialog.addFiles({f.write("flowers.csv", kTable)});
    QCOMPARE(f.dialog.files().size(), 1);
    QTRY_VERIFY(f.save()->isEnabled());
  }

  void whatIsWrongIsSaid() {
    Fixture f;
    f.dialog.addFiles({f.write("flowers.csv", "a,b\n1,2\n3\n")});
    QTRY_VERIFY(f.state().contains(QLatin1String("line 3 has 1 fields")));
    QVERIFY(!f.save()->isEnabled());
  }

  void theFileIsSavedAndOpened() {
    Fixture f;
    f.dialog.addFiles({f.write("flowers.csv", kTable)});
    QTRY_VERIFY(f.save()->isEnabled());
    QSignalSpy saved(&f.dialog, &DataDialog::saved);
    const QString path = f.folder.filePath(QStringLiteral("flowers.data.json"));
    QVERIFY(f.dialog.save(path));
    QCOMPARE(saved.count(), 1);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("\"file\": \"flowers.csv\""));
  }
};

QTEST_MAIN(DataDialogTest)
#include "data_dialog_test.moc"
