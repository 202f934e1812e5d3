// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/file_kind.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace athena::ui;

class FileKindTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_folder;

 private Q_SLOTS:
  void tells_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("kind");
    const auto row = [](const char* name, const QByteArray& content, FileKind kind) {
      QTest::newRow(name) << QString::fromLatin1(name) << content << int(kind);
    };
    row("model.pt", "PK\x03\x04", FileKind::Model);
    row("weights", "PK\x03\x04", FileKind::Model);
    row("session.athena", "", FileKind::Session);
    row("renamed.db", "SQLite format 3 and more", FileKind::Session);
    row("mine.json", "{\"athena_recipe\": 1, \"steps\": []}", FileKind::Recipe);
    row("mnist.data.json", "{\"athena_data\": 1}", FileKind::Data);
    row("other.json", "{}", FileKind::Data);
    row("t10k-images-idx3-ubyte", QByteArray("\0\0\x08\x03", 4), FileKind::Data);
    row("t10k-images-idx3-ubyte.gz", QByteArray("\x1f\x8b", 2), FileKind::Data);
    row("notes.txt", "hello", FileKind::Model);
  }

  void tells() {
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    QFETCH(int, kind);
    QFile file(m_folder.filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    QCOMPARE(int(fileKind(file.fileName())), kind);
  }

  void aFolderIsData() { QCOMPARE(int(fileKind(m_folder.path())), int(FileKind::Data)); }

  void whatIsMissingGoesToTheModelReader() {
    QCOMPARE(int(fileKind(m_folder.filePath(QStringLiteral("gone")))), int(FileKind::Model));
  }
};

QTEST_GUILESS_MAIN(FileKindTest)
#include "file_kind_test.moc"
