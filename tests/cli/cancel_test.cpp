// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/cli.h"
#include "tests/cli/terminal.h"

namespace athena::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* endless = R"({"athena_recipe": 1, "name": "endless", "seed": 1, "steps": [
  {"do": "quantize", "rules": [{"kinds": ["Linear"], "scheme": "int8-dynamic"}]},
  {"do": "train", "epochs": 10000, "samples": 128}]})";

bool shows_progress(const std::string& shown) { return shown.find(" % ") != std::string::npos; }

class Cancel : public ::testing::Test {
 protected:
  Cancel() { write_all(recipe_, endless); }

  std::vector<std::string> train(std::vector<std::string> more = {}) {
    std::vector<std::string> words = {
        "train",          sample("digits_transformer.pt"), "--recipe", recipe_, "--data", sample(""), "-o",
        out_ / "small.pt"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }

  TemporaryFolder folder_, out_;
  const std::string recipe_ = folder_ / "r.json", checkpoint_ = out_ / "small.pt.checkpoint";
};

TEST_F(Cancel, CtrlCEndsWith130AndLeavesNoHalfWrittenFile) {
  Terminal terminal({"compress", sample("digits_transformer.pt"), "--recipe", recipe_, "--data", sample(""),
                     "-o", out_ / "small.pt"});
  ASSERT_TRUE(terminal.wait_until(shows_progress)) << terminal.shown();
  terminal.press(Terminal::ctrl_c);
  EXPECT_EQ(terminal.wait_for_end(), 130) << terminal.shown();
  EXPECT_THAT(terminal.shown(), HasSubstr("athena-cli: error: "));
  EXPECT_THAT(out_.names(), IsEmpty());
}

TEST_F(Cancel, CtrlCSaysSoInJson) {
  auto words = train({"--json"});
  Terminal terminal(words);
  ASSERT_TRUE(terminal.wait_until(shows_progress)) << terminal.shown();
  terminal.press(Terminal::ctrl_c);
  EXPECT_EQ(terminal.wait_for_end(), 130);
  EXPECT_THAT(terminal.shown(), HasSubstr("\"code\": \"cancelled\""));
}

TEST_F(Cancel, ATrainingThatWasStoppedGoesOn) {
  const auto is_saved = [&](const std::string&) { return std::filesystem::exists(checkpoint_); };
  {
    Terminal terminal(train());
    ASSERT_TRUE(terminal.wait_until(is_saved)) << terminal.shown();
    terminal.press(Terminal::ctrl_c);
    EXPECT_EQ(terminal.wait_for_end(), 130);
    EXPECT_THAT(terminal.shown(), HasSubstr("--resume goes on from"));
  }
  Terminal again(train({"--resume"}));
  ASSERT_TRUE(again.wait_until([](const std::string& shown) {
    return shown.find("loss") != std::string::npos;
  })) << again.shown();
  again.press(Terminal::ctrl_c);
  EXPECT_EQ(again.wait_for_end(), 130) << again.shown();
}

TEST_F(Cancel, WithoutATerminalThereIsNoProgress) {
  const CliResult result = cli({"info", sample("digits_cnn.pt")});
  EXPECT_EQ(result.exit, 0);
  EXPECT_EQ(result.errors, "");
}

}  // namespace
}  // namespace athena::test
