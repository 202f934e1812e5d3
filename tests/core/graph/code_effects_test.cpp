// SPDX-License-Identifier: Apache-2.0
#include "core/graph/code_effects.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zip.h>

#include "core/graph/load.h"
#include "tests/core/base/temporary_folder.h"
#include "tests/core/graph/models.h"

namespace athena {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class CodeEffects : public testing::Test {
 protected:
  /// A saved model with one record more, or with the record of that name replaced.
  std::string with_record(const std::string& name, const std::string& content) {
    const std::string path = folder_ / "m.pt";
    EXPECT_TRUE(save_module(scripted({}, "def forward(self, x):\n  return x + 1\n"), path));
    int code = 0;
    zip_t* archive = zip_open(path.c_str(), 0, &code);
    const std::string first = zip_get_name(archive, 0, 0);
    const std::string full = first.substr(0, first.find('/') + 1) + name;
    zip_file_add(archive, full.c_str(), zip_source_buffer(archive, content.data(), content.size(), 0),
                 ZIP_FL_OVERWRITE);
    EXPECT_EQ(zip_close(archive), 0);
    return path;
  }
  std::vector<std::string> of_code(const std::string& source,
                                   const std::string& record = "__torch__/more.py") {
    const auto found = code_effects(with_record("code/" + record, source));
    EXPECT_TRUE(found) << found.error().message;
    return found.value_or(std::vector<std::string>{});
  }
  std::vector<std::string> of_body(const std::string& body) {
    return of_code("class M(Module):\n  def forward(self: __torch__.more.M, x: Tensor) -> Tensor:\n    " +
                   body + "\n    return x\n");
  }
  test::TemporaryFolder folder_;
};

TEST_F(CodeEffects, OfTheSamplesAreNone) {
  for (const char* name : {"digits_cnn.pt", "digits_early_exit.pt", "digits_transformer.pt"}) {
    const auto found = code_effects(sample(name));
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_THAT(*found, IsEmpty()) << name;
    EXPECT_TRUE(refuse_code_effects(sample(name)));
  }
}

TEST_F(CodeEffects, OfAModelThatWritesAndReadsFilesAreNamed) {
  const std::string path = folder_ / "saves.pt";
  ASSERT_TRUE(save_module(
      scripted({},
               "def forward(self, x):\n  torch.save(x, \"/tmp/x\")\n  return torch.from_file(\"/tmp/x\")\n"),
      path));
  const auto refused = refuse_code_effects(path);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::NotAllowed);
  EXPECT_THAT(refused.error().message, AllOf(HasSubstr(path), HasSubstr("aten::save"), HasSubstr("line"),
                                             HasSubstr("aten::from_file")));
}

TEST_F(CodeEffects, AreFoundHoweverTheyAreWritten) {
  for (const char* body :
       {"ops.aten.save(x, \"f\")", "t = torch\n    t.save(x, \"f\")", "x.save(\"f\")", "f = torch.save",
        "getattr(torch, \"save\")(x, \"f\")", "getattr(torch, \"sa\" 've')(x, \"f\")",
        "getattr(torch, \"s\\141ve\")(x, \"f\")", "torch.\\\n save(x, \"f\")", "torch . save(x, \"f\")"})
    EXPECT_THAT(of_body(body), ElementsAre(HasSubstr("aten::save"))) << body;
}

TEST_F(CodeEffects, AreFoundInADefaultArgumentAndInEveryRecordOfCode) {
  const std::string body = "def f(x: int=ops.aten.save(1, \"f\")) -> int:\n  return x\n";
  EXPECT_THAT(of_code(body), ElementsAre(HasSubstr("aten::save")));
  EXPECT_THAT(of_code(body, "__torch__/deep/er.PY"), ElementsAre(HasSubstr("aten::save")));
}

TEST_F(CodeEffects, OnOtherMachinesAndProcessesAreNamed) {
  EXPECT_THAT(of_body("ops.c10d.send(x)"), ElementsAre(HasSubstr("network")));
  EXPECT_THAT(of_body("rpc_sync(x)"), ElementsAre(HasSubstr("prim::rpc_sync")));
  EXPECT_THAT(of_body("ops.symm_mem.memset32_(x, 0, 1, 2)"), ElementsAre(HasSubstr("symm_mem")));
  EXPECT_THAT(of_body("ops.inductor._reinterpret_tensor(x, [9], [1])"),
              testing::Contains(HasSubstr("memory")));
}

TEST_F(CodeEffects, OfNamesThatOnlyLookAlikeAreNone) {
  EXPECT_THAT(of_body("saved = x\n    save = saved\n    y = torch.saved_(x, \"save\")"), IsEmpty());
  EXPECT_THAT(of_body("n = self.classes[0]"), IsEmpty());
  EXPECT_THAT(of_body("y = getattr(self.layers, \"0\")"), IsEmpty());
}

TEST_F(CodeEffects, SetstateRunsOnLoading) {
  const std::string code = "class Odd(Module):\n  def __setstate__(self, s: int) -> None:\n    pass\n";
  EXPECT_THAT(of_code(code), ElementsAre(AllOf(HasSubstr("Odd.__setstate__"), HasSubstr("loaded"))));
  EXPECT_THAT(of_code(code, "__torch__/torch/ao/nn/quantized/modules/linear.py"), IsEmpty());
}

TEST_F(CodeEffects, OfClassesInPickles) {
  const auto of_pickle = [&](const std::string& bytes) {
    return code_effects(with_record("constants.pkl", bytes)).value_or(std::vector<std::string>{"damaged"});
  };
  EXPECT_THAT(of_pickle("\x80\x02"
                        "c__torch__.torch.classes.quantized\nLinearPackedParamsBase\n."),
              IsEmpty());
  EXPECT_THAT(of_pickle("\x80\x02"
                        "c__torch__.torch.classes._nnapi\nCompilation\n."),
              ElementsAre(HasSubstr("_nnapi.Compilation")));
  EXPECT_THAT(of_pickle("\x80\x02"
                        "c__torch__.torch\nclasses._nnapi.Compilation\n."),
              ElementsAre(HasSubstr("_nnapi.Compilation")));
}

TEST_F(CodeEffects, OfCodeThatIsNoneCannotBeTold) {
  const auto found = code_effects(with_record("code/__torch__/more.py", "def f(:\n \"never closed\n \x01"));
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::Corruption);
}

}  // namespace
}  // namespace athena
