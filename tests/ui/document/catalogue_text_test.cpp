// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/catalogue_text.h"

#include <QTest>
#include <set>

#include "athena/catalogue.h"

using namespace athena::ui;

class CatalogueTextTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyWordOfTheCatalogueCanBeTranslated() {
    const std::set<std::string> words(catalogueWords().begin(), catalogueWords().end());
    std::set<std::string> said;
    for (const athena::MethodSpec& method : athena::method_catalogue()) {
      said.insert({method.step, method.summary});
      for (const athena::ParameterSpec& parameter : method.parameters) said.insert(parameter.summary);
    }
    for (const std::string& text : said) QVERIFY2(words.count(text) == 1, ("missing: " + text).c_str());
    for (const std::string& word : words)
      QVERIFY2(said.count(word) == 1, ("not said any more: " + word).c_str());
  }

  void writesSchemesAsTheRecipesShorthandDoes() {
    QCOMPARE(schemeText("int8-dynamic", {}), QStringLiteral("int8-dynamic"));
    QCOMPARE(schemeText("int4-weight", {{"g", std::int64_t(64)}}), QStringLiteral("int4-weight:g=64"));
    const athena::MethodSpec& int4 = *athena::find_method("quantize", "int4-weight");
    QCOMPARE(schemeText("int4-weight", athena::complete_parameters(int4, {})),
             QStringLiteral("int4-weight:g=32"));
    QCOMPARE(schemeText("int4-weight",
                        athena::complete_parameters(int4, {{"zp", true}, {"scales", std::string("fp16")}})),
             QStringLiteral("int4-weight:g=32:zp:scales=fp16"));
    QCOMPARE(parameterTitle("optimizer.weight_decay"), QStringLiteral("Optimizer weight decay"));
    QCOMPARE(valueText(athena::Value(1e-4)), QStringLiteral("0.0001"));
  }
};

QTEST_GUILESS_MAIN(CatalogueTextTest)
#include "catalogue_text_test.moc"
